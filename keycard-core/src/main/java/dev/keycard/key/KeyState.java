package dev.keycard.key;

import java.util.Locale;

/** The state of a key whose tokens are accepted. */
public enum KeyState {
    /** It is published, but does not sign yet. */
    PUBLISHED,
    /** New tokens are signed with it. */
    SIGNING,
    /** It signs no longer, and verifies until the last of its tokens has expired. */
    RETIRING,
    /** {@code jwt.signing-key}: new tokens are signed with it. */
    CONFIGURED,
    /** One of {@code jwt.verifying-keys}: it never signs. */
    VERIFY_ONLY;

    /** The name in lower case, with a hyphen. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
