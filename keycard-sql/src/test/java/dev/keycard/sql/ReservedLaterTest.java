package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.store.StorePolicy;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that were made before a rule began to reserve their scope: whether they have the right depends on who made them. */
class ReservedLaterTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final AuditContext OPERATOR = AuditContext.at(NOW);
    private static final UserChange NO_STAFF = UserChange.builder().staff(false).build();

    private final Entropy entropy = Entropy.secure();
    private SqliteSettings before;
    private SqliteSettings after;

    @BeforeEach
    void settings(@TempDir Path directory) {
        before = SqliteSettings.of(directory.resolve("keycard.db"));
        after = before.withPolicy(StorePolicy.defaults().withReservedScopes(Set.of("deploy")));
    }

    @Test
    void tokenThatItsOwnerMade_isNotFound_anyMore() {
        ApiToken token;
        try (SqliteDatabase database = SqliteDatabase.open(before)) {
            User ada = user(database, "ada", false);
            token = made(database, ada, AuditContext.at(NOW).by(ada.id()));
            assertThat(database.apiTokens().findByDigest(digest(token))).isPresent();
        }
        assertThat(isFound(token)).isFalse();
    }

    @Test
    void tokenThatAnOperatorMade_isFound() {
        ApiToken token;
        try (SqliteDatabase database = SqliteDatabase.open(before)) {
            token = made(database, user(database, "robot", false), OPERATOR);
        }
        assertThat(isFound(token)).isTrue();
    }

    @Test
    void tokenOfStaff_isFound_unlessTheyWereDemotedMeanwhile_alsoWhereTheScopeWasNotReserved() {
        ApiToken kept;
        ApiToken lost;
        try (SqliteDatabase database = SqliteDatabase.open(before)) {
            User grace = user(database, "grace", true);
            User emma = user(database, "emma", true);
            kept = made(database, grace, AuditContext.at(NOW).by(grace.id()));
            lost = made(database, emma, OPERATOR);
            database.users().update(emma.id(), NO_STAFF, OPERATOR);
        }
        assertThat(isFound(kept)).isTrue();
        assertThat(isFound(lost)).isFalse();
    }

    @Test
    void replacing_itsOwnersToken_doesNotMakeItGood() {
        ApiToken successor;
        try (SqliteDatabase database = SqliteDatabase.open(before)) {
            User ada = user(database, "ada", false);
            ApiToken old = made(database, ada, AuditContext.at(NOW).by(ada.id()));
            successor = draft(ada);
            database.apiTokens()
                    .rotate(
                            old.id(),
                            successor,
                            digest(successor),
                            ada.credentialVersion(),
                            NOW.plus(Duration.ofHours(1)),
                            AuditContext.at(NOW).by(ada.id()));
        }
        assertThat(isFound(successor)).isFalse();
    }

    private boolean isFound(ApiToken token) {
        try (SqliteDatabase database = SqliteDatabase.open(after)) {
            assertThat(database.apiTokens().find(token.id())).isPresent();
            return database.apiTokens().findByDigest(digest(token)).isPresent();
        }
    }

    private static User user(SqliteDatabase database, String name, boolean staff) {
        NewUser draft =
                NewUser.named(Username.parse(name).orElseThrow(), "hash").withRights(staff, false);
        return database.users().create(draft, OPERATOR);
    }

    private ApiToken made(SqliteDatabase database, User owner, AuditContext context) {
        ApiToken token = draft(owner);
        assertThat(database.apiTokens().create(token, digest(token), owner.credentialVersion(), context))
                .isTrue();
        return token;
    }

    private ApiToken draft(User owner) {
        TimeId id = TimeId.at(NOW, entropy);
        return ApiToken.builder(id, owner.id(), "kc_wxyz")
                .name("ci")
                .scopes(Set.of("deploy"))
                .build();
    }

    private static String digest(ApiToken token) {
        return "digest of " + token.id();
    }
}
