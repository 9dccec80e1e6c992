/** The code of {@code docs/spring-boot.md}, word for word. */
@NullMarked
package dev.keycard.spring.page;

import org.jspecify.annotations.NullMarked;
