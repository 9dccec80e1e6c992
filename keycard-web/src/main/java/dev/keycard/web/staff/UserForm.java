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
 * What staff write about a user. Only the fields that are named here are read; others are passed over.
 *
 * @param username null if none was given
 * @param password null if none was given; judged by nobody yet
 */
record UserForm(@Nullable Username username, @Nullable String password, UserChange change) {

    private static final int MOST_ROLES = 100;
    private static final int MAX_PASSWORD = 4096; // beyond the longest, so that the policy says what is too long

    /** Reads the fields, and notes in them what is wrong. */
    static UserForm read(Fields fields) {
        return new UserForm(
                username(fields),
                fields.optional("password", MAX_PASSWORD),
                new UserChange(
                        ProfileFields.email(fields),
                        ProfileFields.name(fields, "first_name"),
                        ProfileFields.name(fields, "last_name"),
                        flag(fields, "is_active"),
                        flag(fields, "is_staff"),
                        flag(fields, "is_superuser"),
                        tier(fields),
                        roles(fields)));
    }

    /** Whether it sets a password, or gives someone the rights of staff: either can be used after the login of who asks ended. */
    boolean makesCredential() {
        return password != null || Boolean.TRUE.equals(change.staff()) || Boolean.TRUE.equals(change.superuser());
    }

    /**
     * Whether it changes what an account is taken over by (the mail address, the name that services know the user by), lets the
     * user in again, or gives them a role or a tier. Whoever has the account uses that after the login of who asks ended.
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

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "UserForm[" + username + ", " + change + "]";
    }

    private static @Nullable Username username(Fields fields) {
        String raw = fields.optional("username", Username.MAX_LENGTH);
        Username name = raw == null ? null : Username.parse(raw).orElse(null);
        if (raw != null && name == null && raw.length() <= Username.MAX_LENGTH) {
            fields.problem("username", MessageKey.USERNAME_MALFORMED);
        }
        return name;
    }

    /** A member that is true or false; null without it. */
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
        String tier = fields.optional("tier", 64);
        if (tier != null && !tier.isEmpty() && !Characters.isName(tier)) {
            fields.problem("tier", MessageKey.TIER_MALFORMED);
        }
        return tier;
    }

    private static @Nullable Set<String> roles(Fields fields) {
        Optional<JsonNode> node = fields.raw("roles");
        if (node.isEmpty()) {
            return null;
        }
        if (!node.get().isArray() || node.get().size() > MOST_ROLES) {
            fields.problem("roles", MessageKey.ROLES_NO_LIST, MOST_ROLES);
            return null;
        }
        Set<String> roles = new HashSet<>();
        for (JsonNode role : node.get()) {
            if (!role.isString() || !Characters.isName(role.stringValue())) {
                fields.problem("roles", MessageKey.ROLE_MALFORMED);
                return null;
            }
            roles.add(role.stringValue());
        }
        return roles;
    }
}
