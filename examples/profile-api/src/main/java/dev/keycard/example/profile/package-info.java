/** A small API that is guarded by Keycard: {@link dev.keycard.example.profile.ProfileApplication}. Its README has the steps. */
@NullMarked
package dev.keycard.example.profile;

import org.jspecify.annotations.NullMarked;
