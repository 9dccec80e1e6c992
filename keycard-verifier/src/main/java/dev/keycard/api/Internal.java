package dev.keycard.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an element that is public only because another module of Keycard needs it. Applications do not use it: it may change or
 * disappear in every release, and the check of compatibility with the last release leaves it out. On a type it covers all
 * members.
 *
 * <p>Everything else that is public in a published module is API. {@code VERSIONING.md} says how API may change.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.CONSTRUCTOR, ElementType.METHOD, ElementType.FIELD})
public @interface Internal {}
