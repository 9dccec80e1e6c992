package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.Keycard;
import dev.keycard.KeycardConfig;
import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.key.SealingKey;
import dev.keycard.login.TokenPair;
import dev.keycard.login.VerifyResult;
import dev.keycard.registration.RegistrationConfig;
import dev.keycard.staff.Actor;
import dev.keycard.staff.RevocationResult;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an engine with an application's own users refuses, and what is not there. */
class DirectoryRefusalsTest extends DirectoryEngines {

    @Test
    void staff_cannotEndCredentialsOfADirectorysUsers_andAreToldSo() {
        TokenPair pair = issue(signIn("ada@example.org"));
        Actor staff = new Actor.Staff(signIn("ada@example.org"), AuditContext.at(Instant.now()));
        Actor operator = new Actor.Operator(AuditContext.at(Instant.now()));

        assertThatThrownBy(() -> keycard.credentialAdministration().endLogins(ADA, staff))
                .isInstanceOf(IllegalStateException.class);
        assertThat(keycard.credentialAdministration().endLogins(ADA, operator))
                .isEqualTo(new RevocationResult.Ended(1));
        assertThat(verify(pair)).isInstanceOf(VerifyResult.Revoked.class);
    }

    @Test
    void databaseWithKeycardsOwnUsers_isRefused() {
        try (SqliteDatabase own = SqliteDatabase.open(directory.resolve("own.db"))) {
            own.stores().users().create(NewUser.named(Username.of("root")), AuditContext.at(Instant.now()));

            assertThatThrownBy(() -> Keycard.builder(own.stores())
                            .users(people)
                            .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                            .open())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a database of its own");
        }
    }

    @Test
    void databaseOfADirectory_isRefusedForKeycardsOwnUsers() {
        issue(signIn("ada@example.org"));

        assertThatThrownBy(() -> Keycard.builder(database.stores())
                        .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accounts of users of a directory");
    }

    @Test
    void accessToken_isNotExchangedAsARefreshToken() {
        TokenPair pair = issue(signIn("ada@example.org"));
        VerifiedToken access = ((VerifyResult.Verified) verify(pair)).token();

        assertThatThrownBy(() -> keycard.tokens().refresh(access, CLIENT, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keycard.tokens().revoke(access, CLIENT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void engine_isStartedOnce() {
        assertThatThrownBy(keycard::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void userWithTheIdOfNobody_isNotBelieved() {
        people.add(User.named(UserId.NOBODY, "zero"), PASSWORD);

        assertThatThrownBy(() -> attempt("zero", PASSWORD)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void idThatIsALargeNumber_isAText() {
        UserId large = new UserId("9999999999999999999");
        people.add(User.named(large, "large"), PASSWORD);

        assertThat(verify(issue(signIn("large")))).isInstanceOf(VerifyResult.Verified.class);
    }

    @Test
    void directoryThatAnswersWithSomeoneElse_isNotBelieved() {
        people.confuse(ADA, User.named(NEVER_SEEN, "mallory"));

        assertThatThrownBy(() -> keycard.accounts().find(ADA)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatNeedsKeycardsOwnUsers_isNotThere() {
        assertThat(keycard.keepsUsers()).isFalse();
        assertThatThrownBy(keycard::users)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("directory of the application");
        assertThat(keycard.registration()).isEmpty();
        assertThat(keycard.passwordReset()).isEmpty();
        assertThat(keycard.mailChanges()).isEmpty();
        assertThatThrownBy(() -> Keycard.builder(database.stores())
                        .users(people)
                        .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                        .config(KeycardConfig.builder()
                                .registration(RegistrationConfig.off().open(null))
                                .build())
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("registration");
    }
}
