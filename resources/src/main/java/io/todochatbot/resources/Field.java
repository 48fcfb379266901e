package io.todochatbot.resources;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a record component can't say by its name and type about the field it is read from. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Field {
  /** The field's name where it isn't the record component's. */
  String name() default "";

  /** The text that counts if the field is absent. */
  String fallback() default "";

  /** Whether its absence is worth a warning. */
  boolean required() default false;

  /** Whether an ill-typed value counts as absent instead of spoiling the resource. */
  boolean lenient() default false;

  /** Whether any YAML is taken as text: scalars by their value, maps and lists as JSON. */
  boolean any() default false;

  /** Whether a bare number is a duration in milliseconds. */
  boolean millis() default false;
}
