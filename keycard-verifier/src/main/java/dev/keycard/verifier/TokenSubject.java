package dev.keycard.verifier;

import dev.keycard.authentication.Subject;
import dev.keycard.id.UserId;
import dev.keycard.jwt.VerifiedToken;
import java.util.Set;

/** A user, made from the claims of a token. Never a superuser. Immutable. */
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
