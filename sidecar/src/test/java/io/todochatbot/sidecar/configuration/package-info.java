@NullMarked
package io.todochatbot.sidecar.configuration;

import org.jspecify.annotations.NullMarked;
