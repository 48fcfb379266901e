/** Secrets from a JSON file. */
@NullMarked
package io.todochatbot.components.localfile;

import org.jspecify.annotations.NullMarked;
