package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Keycard;
import dev.keycard.KeycardConfig;
import dev.keycard.account.AccountConfig;
import dev.keycard.audit.AuditContext;
import dev.keycard.key.SealingKey;
import dev.keycard.mail.Mail;
import dev.keycard.mailchange.MailChangeConfig;
import dev.keycard.notice.Notice;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.user.NewPassword;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several engines over one database in one process, which all send notices: a user gets one mail for each act. */
class NoticesOnceTest {

    private static final AuditContext NOW = AuditContext.at(Instant.parse("2026-03-01T12:00:00Z"));

    private final List<Mail> byFirst = new CopyOnWriteArrayList<>();
    private final List<Mail> bySecond = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    private SqliteDatabase database;
    private User ada;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(SqliteSettings.of(directory.resolve("keycard.db")));
        NewUser wanted = NewUser.named(Username.of("ada"), "hash").withEmail("ada@example.org");
        ada = database.users().create(wanted.withConfirmedEmail(), NOW);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void act_isMailedByOneEngine_whicheverDidIt() {
        try (Keycard first = engine(byFirst, EnumSet.allOf(Notice.class));
                Keycard second = engine(bySecond, EnumSet.allOf(Notice.class))) {
            makeToken(first);
            makeToken(second);
        } // closing an engine sends what waits

        assertThat(byFirst).hasSize(2);
        assertThat(bySecond).isEmpty();
    }

    @Test
    void act_thatOneEngineDoesNotMail_isMailedByAnother() {
        try (Keycard first = engine(byFirst, Set.of(Notice.API_TOKEN));
                Keycard second = engine(bySecond, EnumSet.allOf(Notice.class))) {
            makeToken(second);
            first.stores().users().changePassword(NewPassword.replacing(ada, "another hash"), NOW);
        }

        assertThat(byFirst).extracting(Mail::subject).singleElement().asString().contains("API token");
        assertThat(bySecond)
                .extracting(Mail::subject)
                .singleElement()
                .asString()
                .contains("password");
    }

    @Test
    void otherEngine_mails_whenTheFirstIsClosed() {
        try (Keycard second = openBoth()) {
            makeToken(second);
        }

        assertThat(byFirst).isEmpty();
        assertThat(bySecond).hasSize(1);
    }

    /** Opens two engines and closes the first. */
    private Keycard openBoth() {
        try (Keycard first = engine(byFirst, EnumSet.allOf(Notice.class))) {
            assertThat(first.keepsUsers()).isTrue();
            return engine(bySecond, EnumSet.allOf(Notice.class));
        }
    }

    private void makeToken(Keycard engine) {
        assertThat(engine.apiTokens().create(ada, "backup", Set.of("read"), Duration.ofDays(1)))
                .isPresent();
    }

    private Keycard engine(List<Mail> mails, Set<Notice> wanted) {
        return Keycard.builder(database.stores())
                .config(KeycardConfig.builder()
                        .account(new AccountConfig(Duration.ofMinutes(5), MailChangeConfig.off(), wanted))
                        .build())
                .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                .outbox(mails::add)
                .events(event -> {})
                .open();
    }
}
