@NullMarked
package io.todochatbot.components.oauth;

import org.jspecify.annotations.NullMarked;
