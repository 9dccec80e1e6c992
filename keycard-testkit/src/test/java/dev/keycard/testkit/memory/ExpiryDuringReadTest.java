package dev.keycard.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Keycard;
import dev.keycard.KeycardConfig;
import dev.keycard.Stores;
import dev.keycard.apitoken.ApiTokenResult;
import dev.keycard.apitoken.ApiTokenResult.Problem;
import dev.keycard.apitoken.NewApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.client.Client;
import dev.keycard.key.SealingKey;
import dev.keycard.login.VerifyResult.Cause;
import dev.keycard.session.SessionResult;
import dev.keycard.testkit.MutableClock;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What expires while the store is slow to answer is refused: the time counts that it is after the read. */
class ExpiryDuringReadTest {

    private static final Duration READ = Duration.ofSeconds(4);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));

    /** How often the time is still asked before the read is over; negative if none is under way. */
    private final AtomicInteger untilRead = new AtomicInteger(-1);

    private final InstantSource slow = () -> {
        if (untilRead.getAndDecrement() == 0) {
            clock.advance(READ);
        }
        return clock.instant();
    };

    private final Stores stores = InMemoryStores.create();
    private Keycard keycard;
    private User ada;

    @BeforeEach
    void open() {
        keycard = Keycard.builder(stores)
                .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                .clock(slow, clock::nanoTime)
                .open();
        ada = stores.users().create(NewUser.named(Username.of("ada"), "!"), AuditContext.at(clock.instant()));
    }

    @AfterEach
    void close() {
        keycard.close();
    }

    @Test
    void apiToken() {
        NewApiToken made = keycard.apiTokens()
                .create(ada, "backup", Set.of(), Duration.ofDays(1), AuditContext.at(clock.instant()))
                .orElseThrow();
        String secret = made.secret().reveal();
        clock.advance(Duration.ofDays(1).minusSeconds(1));
        assertThat(keycard.apiTokens().verifyInStore(secret)).isInstanceOf(ApiTokenResult.Verified.class);

        untilRead.set(1);
        assertThat(keycard.apiTokens().verifyInStore(secret)).isEqualTo(new ApiTokenResult.Invalid(Problem.EXPIRED));
    }

    @Test
    void session() {
        var begun = keycard.sessions()
                .begin(ada, new Client("192.0.2.1", "a browser", ""))
                .orElseThrow();
        clock.advance(KeycardConfig.defaults().session().idle().minusSeconds(1));
        assertThat(keycard.sessions().verifyInStore(begun.secret())).isInstanceOf(SessionResult.Verified.class);

        untilRead.set(1);
        assertThat(keycard.sessions().verifyInStore(begun.secret()))
                .isEqualTo(new SessionResult.Revoked(Cause.LOGIN_ENDED));
    }
}
