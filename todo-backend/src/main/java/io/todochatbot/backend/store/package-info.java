/** The relational database behind the interfaces of the features: SQLite, one writer. */
@NullMarked
package io.todochatbot.backend.store;

import org.jspecify.annotations.NullMarked;
