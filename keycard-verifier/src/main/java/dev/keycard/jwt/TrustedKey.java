package dev.keycard.jwt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key whose tokens are accepted, and which of their claims are trusted. Immutable.
 *
 * @param namesLogins whether its tokens can belong to a login, which only Keycard begins. A login or rights in a token of
 *     another program are not trusted: its signer could name a login that no revocation ends.
 * @param retiresAt when its tokens stop being accepted; null while nothing replaces it
 */
public record TrustedKey(
        VerificationKey key, boolean namesLogins, @Nullable Instant retiresAt) {

    /** A key of Keycard's, without an end. */
    public static TrustedKey ofKeycard(VerificationKey key) {
        return new TrustedKey(key, true, null);
    }

    /** A key of another program, without an end. */
    public static TrustedKey ofAnother(VerificationKey key) {
        return new TrustedKey(key, false, null);
    }

    /** Whether tokens of this key are still accepted. */
    public boolean verifiesAt(Instant now) {
        return retiresAt == null || now.isBefore(retiresAt);
    }
}
