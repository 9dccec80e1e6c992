package dev.keycard.user;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What shall change about a user; null leaves a field as it is. Immutable. Made with {@link #builder}, where everything is null
 * at first.
 */
public record UserChange(
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable Boolean active,
        @Nullable Boolean staff,
        @Nullable Boolean superuser,
        @Nullable String tier,
        @Nullable Set<String> roles) {

    /** The names of the fields, in JSON and in the audit. */
    public static final String USERNAME = "username";

    public static final String EMAIL = "email";
    public static final String FIRST_NAME = "first_name";
    public static final String LAST_NAME = "last_name";
    public static final String ACTIVE = "is_active";
    public static final String STAFF = "is_staff";
    public static final String SUPERUSER = "is_superuser";
    public static final String TIER = "tier";
    public static final String ROLES = "roles";

    public UserChange {
        roles = roles == null ? null : Set.copyOf(roles);
    }

    /** Begins a change of nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** A change of the fields that users may change themselves. */
    public static UserChange ofProfile(@Nullable String email, @Nullable String firstName, @Nullable String lastName) {
        return builder().email(email).firstName(firstName).lastName(lastName).build();
    }

    /** Lets the user in or shuts them out. */
    public static UserChange ofActive(boolean active) {
        return builder().active(active).build();
    }

    /** The names of the fields in which two states of a user differ. */
    public static Set<String> differences(User before, User after) {
        Set<String> fields = new TreeSet<>();
        note(fields, USERNAME, before.username(), after.username());
        note(fields, EMAIL, before.email(), after.email());
        note(fields, FIRST_NAME, before.firstName(), after.firstName());
        note(fields, LAST_NAME, before.lastName(), after.lastName());
        note(fields, ACTIVE, before.active(), after.active());
        note(fields, STAFF, before.staff(), after.staff());
        note(fields, SUPERUSER, before.superuser(), after.superuser());
        note(fields, TIER, before.tier(), after.tier());
        note(fields, ROLES, before.roles(), after.roles());
        return fields;
    }

    private static void note(Set<String> fields, String name, Object before, Object after) {
        if (!before.equals(after)) {
            fields.add(name);
        }
    }

    /** The user as the change leaves them. Another address is not confirmed. */
    public User applyTo(User user) {
        User.Builder changed = user.toBuilder();
        set(email, changed::email);
        set(firstName, changed::firstName);
        set(lastName, changed::lastName);
        set(active, changed::active);
        set(staff, changed::staff);
        set(superuser, changed::superuser);
        set(tier, changed::tier);
        set(roles, changed::roles);
        return changed.build();
    }

    private static <T> void set(@Nullable T value, Consumer<T> field) {
        if (value != null) {
            field.accept(value);
        }
    }

    /** Collects what shall change. Not thread-safe. */
    public static final class Builder {
        private @Nullable String email;
        private @Nullable String firstName;
        private @Nullable String lastName;
        private @Nullable Boolean active;
        private @Nullable Boolean staff;
        private @Nullable Boolean superuser;
        private @Nullable String tier;
        private @Nullable Set<String> roles;

        private Builder() {}

        public Builder email(@Nullable String address) {
            email = address;
            return this;
        }

        public Builder firstName(@Nullable String name) {
            firstName = name;
            return this;
        }

        public Builder lastName(@Nullable String name) {
            lastName = name;
            return this;
        }

        public Builder active(@Nullable Boolean letIn) {
            active = letIn;
            return this;
        }

        public Builder staff(@Nullable Boolean isStaff) {
            staff = isStaff;
            return this;
        }

        public Builder superuser(@Nullable Boolean isSuperuser) {
            superuser = isSuperuser;
            return this;
        }

        public Builder tier(@Nullable String name) {
            tier = name;
            return this;
        }

        public Builder roles(@Nullable Set<String> names) {
            roles = names;
            return this;
        }

        public UserChange build() {
            return new UserChange(email, firstName, lastName, active, staff, superuser, tier, roles);
        }
    }
}
