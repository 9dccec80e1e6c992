package dev.keycard.web.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.authentication.Authentication;
import dev.keycard.crypto.Entropy;
import dev.keycard.gate.Outcome;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.key.InMemoryKeyStore;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.JwtSigner;
import dev.keycard.key.Keys;
import dev.keycard.key.RefreshTokens;
import dev.keycard.key.SealingKey;
import dev.keycard.login.Device;
import dev.keycard.login.EndReason;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.login.LoginStore;
import dev.keycard.login.Redemption;
import dev.keycard.login.RevalidatingKeys;
import dev.keycard.login.TokenPairs;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.MemoryLog;
import dev.keycard.revocation.RecentRevocations;
import dev.keycard.revocation.RevocationCheck;
import dev.keycard.store.Page;
import dev.keycard.store.PurgeStep;
import dev.keycard.store.TimePageRequest;
import dev.keycard.support.HandClock;
import dev.keycard.user.UserCache;
import dev.keycard.user.UserGuard;
import dev.keycard.user.UserSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose feed stands still, while another node ends the login of an access token. */
class JwtAuthenticatorTest {

    private static final long ALICE = 1;
    private static final Duration REACH = Duration.ofMinutes(6);
    private static final JwtConfig CONFIG = JwtConfig.defaults();

    private final Entropy entropy = new Random(37)::nextBytes;
    private final HandClock clock = new HandClock();
    private final MemoryLog log = new MemoryLog();
    private final UserSource source = new UserSource();
    private final UserCache users = new UserCache(source);
    private final RecentRevocations changes = new RecentRevocations(clock, REACH.plusMinutes(1));
    private final ChangeFeed feed =
            new ChangeFeed(log, clock, clock::nanoTime, ChangeConfig.defaults(), REACH.plusMinutes(1));
    private final RevocationCheck revocations = new RevocationCheck(feed, changes);
    private final SealingKey sealingKey = new SealingKey(entropy.bytes(32));
    private final Keys keys =
            Keys.load(new InMemoryKeyStore(), sealingKey, CONFIG, SignatureProvider.jdk(), entropy, clock);
    private final RevalidatingKeys revalidating = new RevalidatingKeys(keys, revocations);
    private final OneLogin logins = new OneLogin(Login.begin(
            TimeId.at(clock.instant(), entropy),
            UserId.of(ALICE),
            LoginKind.TOKENS,
            Authentication.byPassword(clock.instant()),
            CONFIG.issuing().refreshLifetime(),
            new Device("browser", "192.0.2.1")));
    private final JwtAuthenticator authenticator = new JwtAuthenticator(
            revalidating,
            new JwtVerifier(() -> keys.current().ring(), CONFIG.verification()),
            new JwtVerifier(revalidating::ring, CONFIG.verification()),
            new CredentialCache<>(Outcome.Authenticated::new, revocations, clock, REACH, keys::epoch),
            revocations,
            users,
            logins,
            this::instant,
            CONFIG.verification().leeway(),
            REACH);

    private String token = "";
    private boolean readsMeanwhile;

    @BeforeEach
    void start() {
        feed.listen(changes::learn);
        feed.listen(users::learn);
        feed.listen(keys::learn);
        feed.start();
        source.put(UserSource.user(ALICE));
        token = new TokenPairs(
                        CONFIG,
                        new JwtSigner(keys::current, CONFIG),
                        new RefreshTokens(sealingKey, SignatureProvider.jdk(), CONFIG),
                        clock)
                .mint(logins.login, UserSource.user(ALICE))
                .access();
    }

    @Test
    void youngView_decides_withoutTheStore() {
        endElsewhere();

        assertThat(authenticator.judge(token)).isInstanceOf(Outcome.Authenticated.class);
        assertThat(logins.readings).isZero();
    }

    @Test
    void oldView_asksTheStore() {
        clock.advance(Duration.ofSeconds(6));
        assertThat(authenticator.judge(token)).isInstanceOf(Outcome.Authenticated.class);
        assertThat(logins.readings).isEqualTo(1);

        endElsewhere();
        assertThat(authenticator.judge(token)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void oldView_asksTheStore_evenIfTheFeedCatchesUpAfterTheEndingWasLookedFor() {
        endElsewhere();
        clock.advance(Duration.ofSeconds(6));
        source.onFind(() -> readsMeanwhile = true);

        assertThat(authenticator.judge(token)).isInstanceOf(Outcome.Refused.class);
        assertThat(readsMeanwhile).as("the feed was read during the check").isFalse();
        assertThat(revocations.isKnown()).isTrue();
    }

    /** Another thread reads the feed when the user was found and the ending was looked for, and the time is asked again. */
    private Instant instant() {
        if (readsMeanwhile) {
            readsMeanwhile = false;
            feed.catchUp();
        }
        return clock.instant();
    }

    private void endElsewhere() {
        logins.login = logins.endedLogin(clock.instant());
        log.others(clock.instant(), new Change.LoginEnded(logins.login.id()));
    }

    /** Finds one login, and can do nothing else. */
    private static final class OneLogin implements LoginStore {

        private Login login;
        private int readings;

        private OneLogin(Login login) {
            this.login = login;
        }

        private Login endedLogin(Instant at) {
            return login.toBuilder().ended(at, EndReason.SIGNED_OUT).build();
        }

        @Override
        public Optional<Login> find(TimeId id) {
            readings++;
            return Optional.of(login).filter(found -> found.id().equals(id));
        }

        @Override
        public Start start(Login begun, long credentialVersion, @Nullable String sessionDigest, AuditContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Login> findSession(String digest) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Redemption> redeem(TimeId id, Redemption.Rule rule, AuditContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean end(TimeId id, EndReason reason, UserGuard guard, AuditContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean endOf(UserId userId, TimeId id, EndReason reason, AuditContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int endAll(UserId userId, EndReason reason, Reach reach, UserGuard guard, AuditContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Login> live(UserId userId, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page<Login> listLive(@Nullable UserId userId, Instant now, TimePageRequest page) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void seen(Map<TimeId, Seen> sightings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PurgeStep purgeEnded(Instant before, @Nullable TimeId after, int limit) {
            throw new UnsupportedOperationException();
        }
    }
}
