@NullMarked
package io.todochatbot.components.localstorage;

import org.jspecify.annotations.NullMarked;
