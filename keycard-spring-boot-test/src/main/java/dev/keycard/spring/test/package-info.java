/**
 * For tests of applications with Keycard: {@link dev.keycard.spring.test.WithKeycardUser} gives a test its user, {@link
 * dev.keycard.spring.test.KeycardTokens} issues real credentials, {@link dev.keycard.spring.test.KeycardRequests} presents them.
 * All of it is for the thread of a test, except what says otherwise. See {@code docs/spring-boot-testing.md}.
 */
@NullMarked
package dev.keycard.spring.test;

import org.jspecify.annotations.NullMarked;
