package io.todochatbot.components.sqlite;

/** One subscription as the tables know it. */
record Consumer(String id, String topic, String group) {}
