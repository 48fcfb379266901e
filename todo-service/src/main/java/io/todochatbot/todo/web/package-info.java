/**
 * The HTTP side that the three services share: problem details, health, app token, topic routes.
 */
@NullMarked
package io.todochatbot.todo.web;

import org.jspecify.annotations.NullMarked;
