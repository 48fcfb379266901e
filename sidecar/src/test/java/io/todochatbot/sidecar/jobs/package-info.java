@NullMarked
package io.todochatbot.sidecar.jobs;

import org.jspecify.annotations.NullMarked;
