package dev.keycard.authentication;

/**
 * A user whose credential was verified. Only authenticators make one.
 *
 * @param subject the user: as the store has them at the time of the request, or as the claims of the token describe them
 * @param credential what was presented
 */
public record AuthenticatedPrincipal(Subject subject, Credential credential) implements Principal {}
