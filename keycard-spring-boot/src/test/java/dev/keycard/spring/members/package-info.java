/** The application of {@code docs/own-users.md}, whose users are JPA entities. */
@NullMarked
package dev.keycard.spring.members;

import org.jspecify.annotations.NullMarked;
