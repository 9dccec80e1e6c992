package dev.keycard.key;

import java.util.Locale;

/** What a key whose tokens are accepted is for at the moment. */
public enum KeyState {
    /** Others can learn it already; it does not sign yet. */
    PUBLISHED,
    /** New tokens are signed with it. */
    SIGNING,
    /** It signed once, and verifies until the last of its tokens has expired. */
    RETIRING,
    /** {@code jwt.signing-key}: new tokens are signed with it. */
    CONFIGURED,
    /** One of {@code jwt.verifying-keys}: it never signs. */
    VERIFY_ONLY;

    /** As people and programs read it: in lower case, with a hyphen. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
