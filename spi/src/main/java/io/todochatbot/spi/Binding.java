package io.todochatbot.spi;

/**
 * Connects an application with what lies outside of it ({@code bindings.*}): an {@link
 * InputBinding}, an {@link OutputBinding}, or both in one. Which of the two a resource uses is its
 * metadata {@code direction}, which the sidecar reads.
 */
public interface Binding extends Component {}
