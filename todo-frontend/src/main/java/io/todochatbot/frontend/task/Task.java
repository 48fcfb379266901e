package io.todochatbot.frontend.task;

import java.util.Optional;

/** A task as the backend tells it, reduced to what the page shows. */
public record Task(String id, String title, Optional<Due> due, boolean done) {}
