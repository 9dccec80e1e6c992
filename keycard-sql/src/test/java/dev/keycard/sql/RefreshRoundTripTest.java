package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Keycard;
import dev.keycard.KeycardConfig;
import dev.keycard.audit.AuditContext;
import dev.keycard.client.Client;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.SealingKey;
import dev.keycard.login.BeginResult;
import dev.keycard.login.EndReason;
import dev.keycard.login.RefreshResult;
import dev.keycard.login.RefreshRules;
import dev.keycard.login.TokenPair;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.testkit.MutableClock;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.Username;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A refresh waits for PostgreSQL once. */
class RefreshRoundTripTest {

    private static final Client CLIENT = new Client("192.0.2.1", "a browser", "");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00.250Z"));
    private final PostgresStores stores = PostgresStores.open();
    private RoundTrips roundTrips;
    private PostgresDatabase database;
    private Keycard engine;
    private User user;

    @BeforeEach
    void open() throws IOException {
        roundTrips = new RoundTrips(stores.url());
        // One connection for changes: the pool would open another one, by several round trips, while the first is in
        // use.
        database = PostgresDatabase.open(PostgresSettings.of(roundTrips.url()).withConnections(2));
        engine = Keycard.builder(database.stores())
                .config(KeycardConfig.builder()
                        .change(new ChangeConfig(Duration.ofHours(1), Duration.ofHours(2)))
                        .build())
                .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                .clock(clock, clock::nanoTime)
                .start();
        Username name = Username.parse("ann").orElseThrow();
        user = database.stores().users().create(NewUser.named(name, "no hash"), AuditContext.at(clock.instant()));
        clock.advance(Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        engine.close();
        database.close();
        roundTrips.close();
        stores.close();
    }

    @Test
    void refresh_isOneRoundTrip() {
        TokenPair pair = issue();
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            clock.advance(Duration.ofMinutes(5));
            RefreshResult[] result = new RefreshResult[1];
            String refresh = pair.refresh();
            counts.add(roundTrips.during(() -> result[0] = engine.tokens().refresh(refresh, CLIENT)));
            pair = ((RefreshResult.Refreshed) result[0]).pair();
        }

        // The engine's own tasks may ask the database meanwhile, and the driver once describes a statement that it
        // keeps.
        assertThat(counts.stream().filter(count -> count == 1).count())
                .as("%s", counts)
                .isGreaterThanOrEqualTo(10);
    }

    @Test
    void exchange_isOneRoundTrip_whetherItFitsOrNot() {
        RefreshRules rules = new RefreshRules(JwtConfig.defaults());
        TokenPair pair = issue();
        // Its own tasks ask the database too.
        engine.close();
        for (int generation = 0; generation < 8; generation++) {
            clock.advance(Duration.ofMinutes(5));
            var presented = new RefreshRules.Presented(generation, "client", false, clock.instant());
            var exchange = rules.usual(pair.login(), user.id(), presented).orElseThrow();

            assertThat(roundTrips.during(
                            () -> assertThat(database.stores().logins().exchange(exchange))
                                    .isPresent()))
                    .isLessThanOrEqualTo(generation < 2 ? 2 : 1);
            assertThat(roundTrips.during(
                            () -> assertThat(database.stores().logins().exchange(exchange))
                                    .isEmpty()))
                    .isLessThanOrEqualTo(generation < 2 ? 2 : 1);
        }
    }

    /** What other nodes changed is in the tokens, without asking for it. */
    @Test
    void refresh_givesTheUserAsThePrimaryHasThem() {
        TokenPair pair = issue();
        stores.stores()
                .users()
                .update(
                        user.id(),
                        UserChange.builder()
                                .tier("gold")
                                .roles(Set.of("editor"))
                                .build(),
                        AuditContext.at(clock.instant()));
        clock.advance(Duration.ofMinutes(5));

        TokenPair next = ((RefreshResult.Refreshed) engine.tokens().refresh(pair.refresh(), CLIENT)).pair();

        String access = next.access();
        String payload = access.substring(access.indexOf('.') + 1, access.lastIndexOf('.'));
        String claims = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
        assertThat(claims).contains("editor").contains("gold");
    }

    @Test
    void refresh_afterAnotherNodeEndedTheLogin_isRefusedWithoutDelay() {
        TokenPair pair = issue();
        clock.advance(Duration.ofMinutes(5));
        stores.stores().logins().end(pair.login(), EndReason.SIGNED_OUT, AuditContext.at(clock.instant()));

        assertThat(engine.tokens().refresh(pair.refresh(), CLIENT))
                .isEqualTo(new RefreshResult.Ended(RefreshResult.Cause.LOGIN_ENDED));
    }

    private TokenPair issue() {
        return ((BeginResult.Begun<TokenPair>) engine.tokens().issue(user, CLIENT)).value();
    }
}
