package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.store.StorePolicy;
import dev.keycard.user.NewUser;
import dev.keycard.user.UserStore;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlReservedNameTest {

    @TempDir
    Path directory;

    @Test
    void withoutQuarantine_aNameIsFreeAtOnce() {
        StorePolicy open = StorePolicy.defaults().withNameQuarantine(Duration.ZERO);
        SqliteSettings settings =
                SqliteSettings.of(directory.resolve("open.db")).withPolicy(open);
        AuditContext context = AuditContext.at(Instant.parse("2026-03-01T12:00:00Z"));
        NewUser finn = NewUser.named(Username.parse("finn").orElseThrow(), "hash");
        try (SqliteDatabase database = SqliteDatabase.open(settings)) {
            UserStore users = database.users();
            users.delete(users.create(finn, context).id(), context);

            assertThat(users.isReserved(finn.username(), context.at())).isFalse();
            assertThat(users.create(finn, AuditContext.at(context.at().minusSeconds(60)))
                            .username())
                    .isEqualTo("finn");
        }
    }
}
