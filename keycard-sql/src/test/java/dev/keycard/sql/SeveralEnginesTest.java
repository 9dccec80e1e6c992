package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.Keycard;
import dev.keycard.KeycardConfig;
import dev.keycard.Stores;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.authentication.Credential;
import dev.keycard.client.Client;
import dev.keycard.key.SealingKey;
import dev.keycard.login.BeginResult;
import dev.keycard.login.TokenPair;
import dev.keycard.login.VerifyResult;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.registration.RegistrationConfig;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.user.CachedUser;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real engines over one database in one process. They poll the change log once an hour, so what they learn within a test they
 * learn by being told at the commit.
 */
class SeveralEnginesTest {

    private static final KeycardConfig SELDOM_POLLING = KeycardConfig.builder()
            .change(new ChangeConfig(Duration.ofHours(1), Duration.ofHours(2)))
            .build();

    private final SealingKey sealingKey = new SealingKey(new SeededEntropy(3).bytes(32));
    private final List<AuthEvent> heardByA = new CopyOnWriteArrayList<>();
    private final List<AuthEvent> heardByB = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    private SqliteDatabase database;
    private Keycard a;
    private Keycard b;
    private User ann;

    @BeforeEach
    void startTwoEngines() {
        database = SqliteDatabase.open(SqliteSettings.of(directory.resolve("keycard.db")));
        a = engine(database.stores(), heardByA);
        b = engine(database.stores(), heardByB);
        ann = create("ann");
        // An engine that has read nothing yet knows nothing: then it would ask the store, and prove nothing here.
        a.parts().caches().feed().catchUp();
        b.parts().caches().feed().catchUp();
    }

    private Keycard engine(Stores stores, List<AuthEvent> heard) {
        return Keycard.builder(stores)
                .config(SELDOM_POLLING)
                .sealingKey(sealingKey)
                .events(heard::add)
                .start();
    }

    private User create(String name) {
        Username username = Username.parse(name).orElseThrow();
        return database.users().create(NewUser.named(username, "no hash"), AuditContext.at(Instant.EPOCH));
    }

    @AfterEach
    void closeAll() {
        a.close();
        b.close();
        database.close();
    }

    @Test
    void loginEndedThroughOneEngine_isRefusedByBothAtOnce_fromMemory() {
        TokenPair endedOnA = issue(a);
        TokenPair endedOnB = issue(b);
        assertThat(knownAsEnded(a, endedOnB)).isFalse();
        assertThat(knownAsEnded(b, endedOnA)).isFalse();

        end(a, endedOnA);
        end(b, endedOnB);

        assertThat(knownAsEnded(a, endedOnA)).isTrue();
        assertThat(knownAsEnded(b, endedOnA)).isTrue();
        assertThat(knownAsEnded(a, endedOnB)).isTrue();
        assertThat(knownAsEnded(b, endedOnB)).isTrue();
        assertThat(b.tokens().verify(endedOnA.access())).isInstanceOf(VerifyResult.Revoked.class);
    }

    @Test
    void userDeactivatedThroughOneEngine_isForgottenByTheCacheOfTheOther() {
        CachedUser cached = b.parts().caches().users().load(ann.id()).orElseThrow();
        assertThat(cached.user()).isNotNull();

        a.stores().users().update(ann.id(), UserChange.ofActive(false), AuditContext.at(Instant.EPOCH));

        assertThat(cached.user()).isNull();
    }

    @Test
    void engineThatRemains_learnsAtOnce_afterTheOtherWasClosed() {
        TokenPair pair = issue(b);
        a.close();

        end(b, pair);

        assertThat(knownAsEnded(b, pair)).isTrue();
        assertThat(heardByB).last().isInstanceOf(AuthEvent.LoginEnded.class);
        assertThat(heardByA).noneMatch(AuthEvent.LoginEnded.class::isInstance);
        assertThat(b.tokens().verify(issue(b).access())).isInstanceOf(VerifyResult.Verified.class);
    }

    @Test
    void events_reachEachEngineOnce() {
        create("ben");

        assertThat(heardByA).filteredOn(AuthEvent.UserCreated.class::isInstance).hasSize(2);
        assertThat(heardByB).filteredOn(AuthEvent.UserCreated.class::isInstance).hasSize(2);
    }

    @Test
    void engineThatCouldNotBeMade_leavesNoListenerBehind() {
        List<AuthEvent> heard = new CopyOnWriteArrayList<>();
        KeycardConfig wantsMail = SELDOM_POLLING.toBuilder()
                .registration(RegistrationConfig.off()
                        .open(LinkTemplate.of("registration.confirm-link", "https://example.org/{token}", null)))
                .build();
        assertThatThrownBy(() -> Keycard.builder(database.stores())
                        .config(wantsMail)
                        .sealingKey(sealingKey)
                        .events(heard::add)
                        .open())
                .isInstanceOf(IllegalArgumentException.class);

        create("ben");

        assertThat(heard).isEmpty();
    }

    private TokenPair issue(Keycard engine) {
        return ((BeginResult.Begun<TokenPair>) engine.tokens().issue(ann, Client.unknown())).value();
    }

    private void end(Keycard engine, TokenPair pair) {
        assertThat(engine.logins().end(ann.id(), pair.login(), AuditContext.at(Instant.EPOCH)))
                .isTrue();
    }

    /** What an authenticator asks for each request, without reading the store. */
    private boolean knownAsEnded(Keycard engine, TokenPair pair) {
        var revocations = engine.parts().caches().revocations();
        assertThat(revocations.isKnown()).isTrue();
        return revocations.ended(
                ann,
                new Credential.AccessToken(pair.login(), null),
                pair.login().time());
    }
}
