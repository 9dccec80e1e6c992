package dev.keycard.permission;

import static dev.keycard.user.UserSource.user;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.time.Instant;
import java.util.Set;

/** Those who are let in or not. */
final class People {

    private People() {}

    static Principal plain() {
        return signedIn(user(1));
    }

    static Principal staff() {
        return signedIn(staffUser());
    }

    static Principal superuser() {
        return signedIn(
                UserChange.builder().staff(false).superuser(true).build().applyTo(user(3)));
    }

    static Principal withRoles(String... roles) {
        return signedIn(UserChange.builder().roles(Set.of(roles)).build().applyTo(user(4)));
    }

    static Principal ofTier(String tier) {
        return signedIn(UserChange.builder().tier(tier).build().applyTo(user(5)));
    }

    static Principal withToken(String... scopes) {
        return new AuthenticatedPrincipal(user(1), token(scopes));
    }

    static Principal staffWithToken(String... scopes) {
        return new AuthenticatedPrincipal(staffUser(), token(scopes));
    }

    private static User staffUser() {
        return UserChange.builder().staff(true).build().applyTo(user(2));
    }

    private static Credential token(String... scopes) {
        return new Credential.ApiToken(TimeId.at(Instant.EPOCH, Entropy.secure()), Set.of(scopes), null);
    }

    private static Principal signedIn(User user) {
        return new AuthenticatedPrincipal(user, new Credential.Basic());
    }
}
