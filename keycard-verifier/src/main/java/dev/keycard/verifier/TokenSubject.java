package dev.keycard.verifier;

import dev.keycard.authentication.Subject;
import dev.keycard.id.UserId;
import dev.keycard.jwt.VerifiedToken;
import java.util.Set;

/** A user as the claims of their token describe them. Nobody is a superuser by a token. Immutable. */
record TokenSubject(VerifiedToken token) implements Subject {

    @Override
    public UserId id() {
        return token.userId();
    }

    @Override
    public Set<String> roles() {
        return token.roles();
    }

    @Override
    public String tier() {
        return token.tier();
    }

    @Override
    public boolean staff() {
        return token.staff();
    }

    @Override
    public boolean superuser() {
        return false;
    }
}
