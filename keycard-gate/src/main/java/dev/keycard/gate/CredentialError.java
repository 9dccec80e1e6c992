package dev.keycard.gate;

import dev.keycard.api.Internal;
import dev.keycard.authentication.RefusalReason;

/** Why a credential was refused before, or without, looking into what it stands for. */
@Internal
public enum CredentialError implements RefusalReason {
    /** The header, or the text in it, does not have the form of its scheme. */
    MALFORMED,
    /** More than one {@code Authorization} header, or a second token beside it (RFC 6750 section 3.1). */
    AMBIGUOUS,
    /** No enabled scheme reads the header. The request goes on as anonymous. */
    UNKNOWN_SCHEME,
    /** The name and the password do not identify an active user. */
    BAD_CREDENTIALS,
    /** The password is right, but a further factor is due, which this scheme cannot carry. */
    FURTHER_FACTOR_DUE,
    /** A browser sent a cookie or a password by itself with a request that changes something, perhaps for another site. */
    CSRF_FAILED
}
