package dev.keycard.web.staff;

import dev.keycard.message.MessageKey;
import dev.keycard.text.Characters;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.Username;
import dev.keycard.web.request.Fields;
import dev.keycard.web.user.ProfileFields;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The form of a user in the staff API. Only the fields named here are read; others are ignored.
 *
 * @param username null if none was given
 * @param password null if none was given; not checked by the policy yet
 */
record UserForm(@Nullable Username username, @Nullable String password, UserChange change) {

    private static final int MAX_ROLES = 100;
    private static final int MAX_PASSWORD = 4096; // longer than the maximum, so that the policy reports it

    /** Reads the fields, and adds problems to them. */
    static UserForm read(Fields fields) {
        return new UserForm(
                username(fields),
                fields.optionalAsTyped("password", MAX_PASSWORD),
                UserChange.builder()
                        .email(ProfileFields.email(fields))
                        .firstName(ProfileFields.name(fields, UserChange.FIRST_NAME))
                        .lastName(ProfileFields.name(fields, UserChange.LAST_NAME))
                        .active(flag(fields, UserChange.ACTIVE))
                        .staff(flag(fields, UserChange.STAFF))
                        .superuser(flag(fields, UserChange.SUPERUSER))
                        .tier(tier(fields))
                        .roles(roles(fields))
                        .build());
    }

    /** Whether it sets a password or grants the rights of staff: both can be used after the login of the actor has ended. */
    boolean makesCredential() {
        return password != null || Boolean.TRUE.equals(change.staff()) || Boolean.TRUE.equals(change.superuser());
    }

    /**
     * Whether it changes a way to take over an account (the mail address, or the name by which services identify the user),
     * reactivates the user, or grants a role or a tier. All of these can be used after the login of the actor has ended.
     */
    boolean opens(User user) {
        return changesAddress(user)
                || (username != null && !username.text().equals(user.username()))
                || (Boolean.TRUE.equals(change.active()) && !user.active())
                || raises(user);
    }

    private boolean raises(User user) {
        boolean role = change.roles() != null && !user.roles().containsAll(change.roles());
        boolean tier = change.tier() != null
                && !change.tier().isEmpty()
                && !change.tier().equals(user.tier());
        return role || tier;
    }

    /** Whether it names another mail address. */
    boolean changesAddress(User user) {
        return change.email() != null && !change.email().equals(user.email());
    }

    /** Omits the password. */
    @Override
    public String toString() {
        return "UserForm[" + username + ", " + change + "]";
    }

    private static @Nullable Username username(Fields fields) {
        String raw = fields.optional(UserChange.USERNAME, Username.MAX_LENGTH);
        Username name = raw == null ? null : Username.parse(raw).orElse(null);
        if (raw != null && name == null && raw.length() <= Username.MAX_LENGTH) {
            fields.problem(UserChange.USERNAME, MessageKey.USERNAME_MALFORMED);
        }
        return name;
    }

    /** A boolean member; null if it is missing. */
    static @Nullable Boolean flag(Fields fields, String name) {
        Optional<JsonNode> node = fields.raw(name);
        if (node.isEmpty()) {
            return null;
        }
        if (!node.get().isBoolean()) {
            fields.problem(name, MessageKey.NOT_A_FLAG);
            return null;
        }
        return node.get().booleanValue();
    }

    private static @Nullable String tier(Fields fields) {
        String tier = fields.optional(UserChange.TIER, 64);
        if (tier != null && !tier.isEmpty() && !Characters.isName(tier)) {
            fields.problem(UserChange.TIER, MessageKey.TIER_MALFORMED);
        }
        return tier;
    }

    private static @Nullable Set<String> roles(Fields fields) {
        Optional<JsonNode> node = fields.raw(UserChange.ROLES);
        if (node.isEmpty()) {
            return null;
        }
        if (!node.get().isArray() || node.get().size() > MAX_ROLES) {
            fields.problem(UserChange.ROLES, MessageKey.ROLES_NO_LIST, MAX_ROLES);
            return null;
        }
        Set<String> roles = new HashSet<>();
        for (JsonNode role : node.get()) {
            if (!role.isString() || !Characters.isName(role.stringValue())) {
                fields.problem(UserChange.ROLES, MessageKey.ROLE_MALFORMED);
                return null;
            }
            roles.add(role.stringValue());
        }
        return roles;
    }
}
