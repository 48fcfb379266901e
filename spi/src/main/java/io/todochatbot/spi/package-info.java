/**
 * What a component author sees: one interface per kind of component, and how a type is registered.
 */
@NullMarked
package io.todochatbot.spi;

import org.jspecify.annotations.NullMarked;
