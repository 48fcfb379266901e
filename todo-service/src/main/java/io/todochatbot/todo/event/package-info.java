/**
 * The contract between the services: the events of the app, their envelope, its JSON and topics.
 */
@NullMarked
package io.todochatbot.todo.event;

import org.jspecify.annotations.NullMarked;
