/** The application of {@code docs/spring-boot-migration.md}. */
@NullMarked
package dev.keycard.spring.migration;

import org.jspecify.annotations.NullMarked;
