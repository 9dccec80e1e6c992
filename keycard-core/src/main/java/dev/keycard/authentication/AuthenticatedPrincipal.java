package dev.keycard.authentication;

import dev.keycard.user.User;

/**
 * A user whose credential was checked. Made by authenticators only.
 *
 * @param user the user as known at the time of the request, not as of when the credential was issued
 * @param credential what was presented
 */
public record AuthenticatedPrincipal(User user, Credential credential) implements Principal {}
