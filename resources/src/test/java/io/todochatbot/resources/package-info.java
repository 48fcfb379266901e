/** Tests of reading Dapr's YAML. */
@NullMarked
package io.todochatbot.resources;

import org.jspecify.annotations.NullMarked;
