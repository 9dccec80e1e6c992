package dev.keycard.login;

/** A {@link ClaimsContributor} failed, or returned claims that cannot be signed; the message names it. No token was made. */
public final class ClaimsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimsException(ClaimsContributor contributor, RuntimeException cause) {
        super(
                "the claims of " + contributor.getClass().getName() + " cannot be added to an access token: "
                        + cause.getMessage(),
                cause);
    }
}
