package dev.keycard.login;

import dev.keycard.id.TimeId;

/**
 * An access token and the refresh token that follows it. Prints neither. Immutable.
 *
 * @param login the login that both belong to
 */
public record TokenPair(String access, String refresh, TimeId login) {

    @Override
    public String toString() {
        return "TokenPair[***]";
    }
}
