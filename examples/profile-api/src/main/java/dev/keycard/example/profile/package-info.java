/**
 * A small API that is guarded by Keycard: {@link dev.keycard.example.profile.ProfileApplication}. Its README has the steps. The
 * beans are thread-safe. See docs/spring-boot.md.
 */
@NullMarked
package dev.keycard.example.profile;

import org.jspecify.annotations.NullMarked;
