package dev.keycard.sql;

import dev.keycard.id.UserId;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.EmailState;
import dev.keycard.user.NewUser;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserFilter;
import dev.keycard.user.Username;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Users as rows: the only place that knows which column holds which field, for reading and for writing. */
final class UserRows {

    /** A column that is written whenever a user is created or changed. */
    private record Column(String name, Function<User, Object> value) {}

    private static final List<Column> WRITTEN = List.of(
            new Column("username", User::username),
            new Column("username_key", user -> Username.fold(user.username())),
            new Column("email", User::email),
            new Column("email_key", user -> EmailAddress.fold(user.email())),
            new Column("email_confirmed", user -> user.emailState().confirmed()),
            new Column("first_name", User::firstName),
            new Column("last_name", User::lastName),
            new Column("staff", User::staff),
            new Column("superuser", User::superuser),
            new Column("tier", User::tier),
            new Column("roles", user -> TextSet.format(user.roles())),
            new Column("search", UserFilter::searchable));

    /** The table of users with their accounts. Ids of users are numbers there, and texts everywhere else. */
    static final String FROM = " from users join account on account.user_id = cast(users.id as text) ";

    private static final String READ =
            "id, username, email, email_confirmed, email_pending, first_name, last_name, active,"
                    + " staff, superuser, tier, roles, credential_version, created_at, revoked_before, api_tokens_revoked_before";

    /** Selects what {@link #user} reads. */
    static final String SELECT = "select " + READ + FROM;

    /** Selects what {@link #password} reads. */
    static final String SELECT_PASSWORD = "select " + READ + ", password_hash" + FROM;

    private static final String INSERT = "insert into users ("
            + WRITTEN.stream().map(column -> column.name() + ", ").collect(Collectors.joining())
            + "password_hash, created_at) values (" + "?, ".repeat(WRITTEN.size()) + "?, ?)";

    private static final String UPDATE = WRITTEN.stream()
                    .map(column -> column.name() + " = ?")
                    .collect(Collectors.joining(", ", "update users set ", ""))
            + " where id = ?";

    private UserRows() {}

    static void insert(SqlConnection sql, NewUser user, Instant now) throws SQLException {
        sql.update(INSERT, values(user.profile(), user.passwordHash(), now));
    }

    /** Writes everything that an edit may change but the password. The user's account, and a pending address, have their own. */
    static void update(SqlConnection sql, User user) throws SQLException {
        sql.update(UPDATE, values(user, number(user.id())));
    }

    private static Object[] values(User user, Object... others) {
        return Stream.concat(WRITTEN.stream().map(column -> column.value().apply(user)), Stream.of(others))
                .toArray();
    }

    /** The id as the table of users has it; one that no user has if it is not an id of Keycard's own users. */
    static long number(UserId id) {
        return id.number().orElse(0);
    }

    static User user(Row row) throws SQLException {
        return User.builder(row.userId(), row.text())
                .email(row.text())
                .emailState(new EmailState(row.flag(), row.textOrNull()))
                .firstName(row.text())
                .lastName(row.text())
                .active(row.flag())
                .staff(row.flag())
                .superuser(row.flag())
                .tier(row.text())
                .roles(row.texts())
                .credentialVersion(row.number())
                .createdAt(row.instant())
                .revokedBefore(row.instant())
                .apiTokensRevokedBefore(row.instant())
                .build();
    }

    static StoredPassword password(Row row) throws SQLException {
        return new StoredPassword(user(row), row.text());
    }
}
