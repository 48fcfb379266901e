package io.todochatbot.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares one metadata entry of a component, on a record component of its settings record. This
 * one declaration drives parsing, error messages, {@code ./todo validate} and {@code
 * docs/components.md}.
 *
 * <p>The entry's name is the record component's, compared without regard to case as daprd does.
 * Supported types: {@code String}, {@code boolean}, {@code int}, {@code long}, {@code double},
 * {@code Duration} (Go's form, {@code 1m30s}; a bare number counts seconds), enums (constants'
 * names in lower case with {@code -} for {@code _}), {@code List<String>} (comma separated), and
 * {@code Optional} of any of these.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** What the entry means, in one sentence without a full stop. */
  String meaning();

  /** The text that counts when the entry is absent; empty for none. */
  String fallback() default "";

  /** Other names under which daprd accepts the entry. */
  String[] aliases() default {};

  /** Whether a resource without this entry is refused. */
  boolean required() default false;

  /** Whether the value must never be shown. */
  boolean secret() default false;
}
