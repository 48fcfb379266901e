/** Apache Kafka. */
@NullMarked
package io.todochatbot.components.kafka;

import org.jspecify.annotations.NullMarked;
