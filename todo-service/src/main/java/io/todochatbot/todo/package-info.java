/**
 * What each of the three services is made of: its settings and how its process starts and stops.
 */
@NullMarked
package io.todochatbot.todo;

import org.jspecify.annotations.NullMarked;
