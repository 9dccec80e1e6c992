package dev.keycard.user;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What shall change about a user; null leaves a field as it is. */
public record UserChange(
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable Boolean active,
        @Nullable Boolean staff,
        @Nullable Boolean superuser,
        @Nullable String tier,
        @Nullable Set<String> roles) {

    /** A change of the fields that users may change themselves. */
    public static UserChange ofProfile(@Nullable String email, @Nullable String firstName, @Nullable String lastName) {
        return new UserChange(email, firstName, lastName, null, null, null, null, null);
    }

    /** Lets the user in or shuts them out. */
    public static UserChange ofActive(boolean active) {
        return new UserChange(null, null, null, active, null, null, null, null);
    }

    /** The names of the fields in which two states of a user differ. */
    public static Set<String> differences(User before, User after) {
        Set<String> fields = new TreeSet<>();
        note(fields, "username", before.username(), after.username());
        note(fields, "email", before.email(), after.email());
        note(fields, "first_name", before.firstName(), after.firstName());
        note(fields, "last_name", before.lastName(), after.lastName());
        note(fields, "is_active", before.active(), after.active());
        note(fields, "is_staff", before.staff(), after.staff());
        note(fields, "is_superuser", before.superuser(), after.superuser());
        note(fields, "tier", before.tier(), after.tier());
        note(fields, "roles", before.roles(), after.roles());
        return fields;
    }

    private static void note(Set<String> fields, String name, Object before, Object after) {
        if (!before.equals(after)) {
            fields.add(name);
        }
    }

    /** The user as the change leaves them. Another address is not confirmed. */
    public User applyTo(User user) {
        return new User(
                user.id(),
                user.username(),
                email == null ? user.email() : email,
                firstName == null ? user.firstName() : firstName,
                lastName == null ? user.lastName() : lastName,
                active == null ? user.active() : active,
                staff == null ? user.staff() : staff,
                superuser == null ? user.superuser() : superuser,
                tier == null ? user.tier() : tier,
                roles == null ? user.roles() : roles,
                user.credentialVersion(),
                user.createdAt(),
                user.revokedBefore(),
                email == null || email.equals(user.email()) ? user.emailState() : EmailState.UNCONFIRMED,
                user.apiTokensRevokedBefore());
    }
}
