@NullMarked
package io.todochatbot.sidecar.resiliency;

import org.jspecify.annotations.NullMarked;
