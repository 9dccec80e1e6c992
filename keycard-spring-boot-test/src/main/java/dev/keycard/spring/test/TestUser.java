package dev.keycard.spring.test;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Subject;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.spring.KeycardAuthentication;
import dev.keycard.spring.autoconfigure.ResourceMode;
import dev.keycard.user.User;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** A user of a test. Immutable. */
record TestUser(
        UserId id,
        String username,
        String email,
        Set<String> roles,
        String tier,
        Set<String> scopes,
        boolean staff,
        boolean superuser) {

    private static final String ISSUER = "keycard.issuer";

    TestUser {
        roles.stream().filter(role -> role.startsWith("ROLE_")).findAny().ifPresent(role -> {
            throw new IllegalArgumentException("write the role " + role + " without the prefix ROLE_");
        });
    }

    static TestUser named(String username) {
        return new TestUser(UserId.of(1), username, "", Set.of(), "", Set.of(), false, false);
    }

    TestUser withId(String other) {
        return new TestUser(new UserId(other), username, email, roles, tier, scopes, staff, superuser);
    }

    TestUser withEmail(String other) {
        return new TestUser(id, username, other, roles, tier, scopes, staff, superuser);
    }

    TestUser withRoles(Set<String> others) {
        return new TestUser(id, username, email, others, tier, scopes, staff, superuser);
    }

    TestUser withTier(String other) {
        return new TestUser(id, username, email, roles, other, scopes, staff, superuser);
    }

    TestUser withScopes(Set<String> others) {
        return new TestUser(id, username, email, roles, tier, others, staff, superuser);
    }

    TestUser withRights(boolean isStaff, boolean isSuperuser) {
        return new TestUser(id, username, email, roles, tier, scopes, isStaff, isSuperuser);
    }

    /** The user as the application sees them: in full where it has the engine, else what a token tells. */
    KeycardAuthentication authentication(@Nullable ApplicationContext application) {
        boolean claims = application != null && ResourceMode.isOn(application.getEnvironment());
        if (claims && (superuser || !scopes.isEmpty())) {
            throw new IllegalArgumentException("a service with " + ISSUER
                    + " knows no superusers, and accepts no API tokens with scopes: only what an access token tells");
        }
        Instant now = now(application);
        TimeId made = TimeId.at(now, Entropy.secure());
        Credential credential =
                scopes.isEmpty() ? new Credential.AccessToken(made, now) : new Credential.ApiToken(made, scopes, null);
        return new KeycardAuthentication(new AuthenticatedPrincipal(claims ? claims() : user(now), credential));
    }

    private static Instant now(@Nullable ApplicationContext application) {
        Clock clock = application == null
                ? null
                : application.getBeanProvider(Clock.class).getIfUnique();
        return clock == null ? Instant.now() : clock.instant();
    }

    private User user(Instant now) {
        return User.builder(id, username)
                .email(email)
                .roles(roles)
                .tier(tier)
                .staff(staff)
                .superuser(superuser)
                .createdAt(now)
                .build();
    }

    private Subject claims() {
        return new Claims(id, roles, tier, staff);
    }

    private record Claims(UserId id, Set<String> roles, String tier, boolean staff) implements Subject {

        @Override
        public boolean superuser() {
            return false;
        }
    }
}
