package dev.keycard.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Authentication;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.jwt.Verification;
import dev.keycard.key.InMemoryKeyStore;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.JwtSigner;
import dev.keycard.key.Keys;
import dev.keycard.key.RefreshTokens;
import dev.keycard.key.SealingKey;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.MemoryLog;
import dev.keycard.revocation.RecentRevocations;
import dev.keycard.revocation.RevocationCheck;
import dev.keycard.support.HandClock;
import dev.keycard.user.UserSource;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token that was verified on the event loop is not verified again by the worker, unless something changed in between. */
class AccessTokenReaderTest {

    private static final JwtConfig CONFIG = JwtConfig.defaults();

    private final Entropy entropy = new Random(41)::nextBytes;
    private final HandClock clock = new HandClock();
    private final ChangeFeed feed =
            new ChangeFeed(new MemoryLog(), clock, clock::nanoTime, ChangeConfig.defaults(), Duration.ofMinutes(7));
    private final RevocationCheck revocations =
            new RevocationCheck(feed, new RecentRevocations(clock, Duration.ofMinutes(7)));
    private final SealingKey sealingKey = new SealingKey(entropy.bytes(32));
    private final Keys keys =
            Keys.load(new InMemoryKeyStore(), sealingKey, CONFIG, SignatureProvider.jdk(), entropy, clock);
    private final AccessTokenReader reader =
            new AccessTokenReader(new RevalidatingKeys(keys, revocations), CONFIG.verification(), clock);
    private final String token = token();

    @BeforeEach
    void start() {
        feed.listen(keys::onChange);
        feed.start();
    }

    @Test
    void worker_takesOverWhatWasVerified_once() {
        AccessTokenReader.Reading onTheLoop = handOver();

        assertThat(reader.read(token)).isSameAs(onTheLoop);
        assertThat(reader.read(token)).isNotSameAs(onTheLoop);
    }

    @Test
    void worker_verifiesAgain_ifTheKeysChanged() {
        AccessTokenReader.Reading onTheLoop = handOver();
        keys.onChange(new Change.KeysChanged());

        assertThat(reader.read(token)).isNotSameAs(onTheLoop);
    }

    @Test
    void worker_verifiesAgain_ifTheViewIsOld() {
        AccessTokenReader.Reading onTheLoop = handOver();
        clock.advance(Duration.ofSeconds(6));

        assertThat(reader.read(token)).isNotSameAs(onTheLoop);
    }

    /** Its request was refused before a worker took it. Keys retire with time, which begins no epoch. */
    @Test
    void worker_verifiesAgain_whatWasLeftBehind() {
        AccessTokenReader.Reading onTheLoop = handOver();
        clock.advance(Duration.ofSeconds(5));
        feed.catchUp();

        assertThat(reader.read(token)).isNotSameAs(onTheLoop);
    }

    @Test
    void worker_refuses_whatExpiredInBetween() {
        Duration life =
                CONFIG.issuing().accessLifetime().plus(CONFIG.verification().leeway());
        clock.advance(life.minusMillis(1));
        feed.catchUp();
        handOver();
        clock.advance(Duration.ofMillis(1));

        assertThat(reader.read(token).verification()).isInstanceOf(Verification.Invalid.class);
    }

    @Test
    void loop_readsNothing_whileTheViewIsOld() {
        clock.advance(Duration.ofSeconds(6));

        assertThat(reader.readFromMemory(token)).isEmpty();
    }

    private AccessTokenReader.Reading handOver() {
        AccessTokenReader.Reading reading = reader.readFromMemory(token).orElseThrow();
        assertThat(reading.verification()).isInstanceOf(Verification.Verified.class);
        reader.handOver(token, reading);
        return reading;
    }

    private String token() {
        Login login = Login.begin(
                TimeId.at(clock.instant(), entropy),
                UserId.of(1),
                LoginKind.TOKENS,
                Authentication.byPassword(clock.instant()),
                CONFIG.issuing().refreshLifetime(),
                new Device("browser", "192.0.2.1"));
        return new TokenPairs(
                        CONFIG,
                        new JwtSigner(keys::current, CONFIG),
                        new RefreshTokens(sealingKey, SignatureProvider.jdk(), CONFIG),
                        clock)
                .mint(login, UserSource.user(1))
                .access();
    }
}
