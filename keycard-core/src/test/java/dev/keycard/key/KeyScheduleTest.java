package dev.keycard.key;

import static dev.keycard.key.JwtFixture.CONFIG;
import static dev.keycard.key.JwtFixture.ENTROPY;
import static dev.keycard.key.JwtFixture.FASTEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code jwt.rotate-every} */
class KeyScheduleTest {

    private static final Duration EVERY = Duration.ofDays(90);
    private static final Duration YEAR = Duration.ofDays(365);

    private final InMemoryKeyStore store = new InMemoryKeyStore();
    private final SealingKey sealingKey = new SealingKey(ENTROPY.bytes(32));
    private final TurnedClock clock = new TurnedClock();
    private final Keys keys = load(CONFIG);

    @Test
    void publishes_thenSigns_thenRetires() {
        String first = signer(keys);
        keepUpAfter(EVERY.minus(Keys.PUBLISH_FOR).minusMillis(1));
        assertThat(store.all()).hasSize(1);

        keepUpAfter(Duration.ofMillis(1));
        String second = store.all().get(1).kid();
        assertThat(states()).containsExactly(first + " SIGNING", second + " PUBLISHED");

        keepUpAfter(Keys.PUBLISH_FOR);
        assertThat(states()).containsExactly(first + " RETIRING", second + " SIGNING");

        keepUpAfter(CONFIG.issuing().refreshLifetime());
        assertThat(states()).containsExactly(second + " SIGNING");
    }

    @Test
    void makesOneKeyPerPeriod() {
        for (int day = 0; day < 359; day++) {
            keepUpAfter(Duration.ofDays(1));
        }
        assertThat(store.all()).hasSize(4);
    }

    @Test
    void twoNodes_makeOneKey() {
        Keys other = load(CONFIG);
        clock.turn(EVERY);

        keys.keepUp();
        other.keepUp();

        assertThat(store.all()).hasSize(2);
        assertThat(signer(other)).isEqualTo(signer(keys));
        other.keepUp();
        assertThat(store.all()).hasSize(2);
    }

    @Test
    void afterALongStop_theNextKeyIsStillPublishedFirst() {
        String first = signer(keys);
        keepUpAfter(YEAR);

        assertThat(signer(keys)).isEqualTo(first);
        assertThat(store.all().get(1).signsFrom()).isEqualTo(clock.instant().plus(Keys.PUBLISH_FOR));
    }

    @Test
    void never_isNever() {
        Keys still = load(CONFIG.withRotation(null));
        clock.turn(YEAR);
        still.keepUp();

        assertThat(store.all()).hasSize(1);
    }

    @Test
    void clockThatLeapsAheadAndReturns_doesNotStopTheRotation() {
        String first = signer(keys);
        keepUpAfter(YEAR);
        clock.turn(YEAR.negated());
        keys.keepUp();

        assertThat(store.all()).hasSize(3);
        String third = store.all().get(2).kid();
        assertThat(signer(keys)).isEqualTo(first);
        keepUpAfter(Keys.PUBLISH_FOR);
        assertThat(signer(keys)).isEqualTo(third);
        for (int day = 0; day < 89; day++) {
            keepUpAfter(Duration.ofDays(1));
        }
        assertThat(store.all()).hasSize(3);
    }

    @Test
    void clockThatIsALittleBehind_makesNoKey() {
        clock.turn(Duration.ofMinutes(-50));
        keys.keepUp();

        assertThat(store.all()).hasSize(1);
    }

    @Test
    void makesAKeyThatSignsAtOnce_whenOthersLeftNone() {
        String only = signer(keys);
        store.remove(only, clock.instant(), null, java.util.Set.of(only), AuditContext.at(clock.instant()));
        keys.reload();
        keys.keepUp();

        assertThat(signer(keys)).isNotEqualTo(only);
    }

    @Test
    void leavesConfiguredKeysAlone() {
        Keys configured = load(CONFIG.withKey(JwsAlgorithm.HS256, new Secret(ENTROPY.secretText())));
        clock.turn(YEAR);
        configured.keepUp();

        assertThat(store.all()).hasSize(1);
    }

    private void keepUpAfter(Duration time) {
        clock.turn(time);
        keys.keepUp();
    }

    private Keys load(JwtConfig config) {
        return Keys.load(store, sealingKey, config, FASTEST, ENTROPY, clock);
    }

    private String signer(Keys of) {
        return of.current().signer(clock.instant()).kid();
    }

    private List<String> states() {
        return keys.list().stream().map(key -> key.kid() + " " + key.state()).toList();
    }
}
