package dev.keycard.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Authentication;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.key.InMemoryKeyStore;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.JwtSigner;
import dev.keycard.key.Keys;
import dev.keycard.key.RefreshTokens;
import dev.keycard.key.SealingKey;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.MemoryLog;
import dev.keycard.revocation.RecentRevocations;
import dev.keycard.revocation.RevocationCheck;
import dev.keycard.support.HandClock;
import dev.keycard.user.Owners;
import dev.keycard.user.User;
import dev.keycard.user.UserCache;
import dev.keycard.user.UserSource;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache of access tokens takes about the memory that it counts, however many claims the tokens have. */
class CachedTokenSizeTest {

    private static final Duration REACH = Duration.ofMinutes(6);
    private static final JwtConfig CONFIG = JwtConfig.defaults();
    private static final long ALLOWED = 4_000_000;

    private final Entropy entropy = new Random(37)::nextBytes;
    private final HandClock clock = new HandClock();
    private final UserSource source = new UserSource();
    private final SealingKey sealingKey = new SealingKey(entropy.bytes(32));
    private final Keys keys =
            Keys.load(new InMemoryKeyStore(), sealingKey, CONFIG, SignatureProvider.jdk(), entropy, clock);
    private final ChangeFeed feed =
            new ChangeFeed(new MemoryLog(), clock, clock::nanoTime, ChangeConfig.defaults(), REACH.plusMinutes(1));
    private final RevocationCheck revocations =
            new RevocationCheck(feed, new RecentRevocations(clock, REACH.plusMinutes(1)));

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 500})
    void cache_takesWhatItCounts(int roles) {
        User user = UserSource.user(1)
                .withRoles("", IntStream.range(0, roles).mapToObj(i -> "r" + i).collect(Collectors.toSet()));
        source.put(user);
        feed.start();
        CredentialCache<VerifyResult> cache = new CredentialCache<>(revocations, clock, REACH, ALLOWED, keys::epoch);
        AccessTokens tokens = new AccessTokens(
                cache,
                new RevalidatingKeys(keys, revocations),
                CONFIG.verification(),
                new Owners(new UserCache(source), revocations),
                new TokenBindings(revocations, new OneLogin(login()), clock));
        tokens.verify(token(user));

        long before = used();
        for (long presented = 0; presented < 2 * ALLOWED; ) {
            String token = token(user);
            assertThat(tokens.verify(token)).isInstanceOf(VerifyResult.Verified.class);
            presented += 2L * token.length();
        }
        assertThat(used() - before).isBetween(ALLOWED / 3, ALLOWED * 13 / 10);
        assertThat(cache.hits()).isZero();
    }

    private String token(User user) {
        return new TokenPairs(
                        CONFIG,
                        new JwtSigner(keys::current, CONFIG),
                        new RefreshTokens(sealingKey, SignatureProvider.jdk(), CONFIG),
                        clock)
                .mint(login(), user)
                .access();
    }

    private Login login() {
        return Login.begin(
                TimeId.at(clock.instant(), entropy),
                UserId.of(1),
                LoginKind.TOKENS,
                Authentication.byPassword(clock.instant()),
                CONFIG.issuing().refreshLifetime(),
                new Device("browser", "192.0.2.1"));
    }

    /** The cache evicts on the common pool; the heap is measured when that is done. */
    private static long used() {
        assertThat(ForkJoinPool.commonPool().awaitQuiescence(10, TimeUnit.SECONDS))
                .isTrue();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
