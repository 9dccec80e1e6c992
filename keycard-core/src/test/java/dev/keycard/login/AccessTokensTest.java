package dev.keycard.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Authentication;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwtError;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.key.InMemoryKeyStore;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.JwtSigner;
import dev.keycard.key.Keys;
import dev.keycard.key.RefreshTokens;
import dev.keycard.key.SealingKey;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.MemoryLog;
import dev.keycard.revocation.RecentRevocations;
import dev.keycard.revocation.RevocationCheck;
import dev.keycard.support.HandClock;
import dev.keycard.user.Owners;
import dev.keycard.user.UserCache;
import dev.keycard.user.UserSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose feed stands still, while another node ends the login of an access token. */
class AccessTokensTest {

    private static final long ALICE = 1;
    private static final Duration REACH = Duration.ofMinutes(6);
    private static final VerifyResult ENDED = new VerifyResult.Revoked(VerifyResult.Cause.LOGIN_ENDED);
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
    private final AccessTokens tokens = new AccessTokens(
            new CredentialCache<>(revocations, clock, REACH, keys::epoch),
            revalidating,
            CONFIG.verification(),
            new Owners(users, revocations),
            new TokenBindings(revocations, logins, this::instant));

    private String token = "";
    private boolean readsMeanwhile;

    @BeforeEach
    void start() {
        feed.listen(changes::onChange);
        feed.listen(users::onChange);
        feed.listen(keys::onChange);
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

        assertThat(tokens.verify(token)).isInstanceOf(VerifyResult.Verified.class);
        assertThat(logins.readings).isZero();
    }

    @Test
    void oldView_asksTheStore() {
        clock.advance(Duration.ofSeconds(6));
        assertThat(tokens.verify(token)).isInstanceOf(VerifyResult.Verified.class);
        assertThat(logins.readings).isEqualTo(1);

        endElsewhere();
        assertThat(tokens.verify(token)).isEqualTo(ENDED);
    }

    @Test
    void oldView_asksTheStore_evenIfTheFeedCatchesUpAfterTheEndingWasLookedFor() {
        endElsewhere();
        clock.advance(Duration.ofSeconds(6));
        source.onFind(() -> readsMeanwhile = true);

        assertThat(tokens.verify(token)).isEqualTo(ENDED);
        assertThat(readsMeanwhile).as("the feed was read during the check").isFalse();
        assertThat(revocations.isKnown()).isTrue();
    }

    @Test
    void store_decidesAlone_whenItIsToBeAsked() {
        assertThat(tokens.verify(token)).isInstanceOf(VerifyResult.Verified.class);
        endElsewhere();

        assertThat(tokens.verify(token)).as("memory does not know yet").isInstanceOf(VerifyResult.Verified.class);
        assertThat(tokens.verifyInStore(token)).isEqualTo(ENDED);
    }

    @Test
    void memory_decides_aboutAUserWhoIsKnown() {
        assertThat(tokens.verifyFromMemory(token)).as("first sight of the user").isEmpty();
        VerifyResult first = tokens.verify(token);

        assertThat(tokens.verifyFromMemory(token)).containsSame(first);
        assertThat(logins.readings).isZero();
    }

    @Test
    void memory_decides_aboutWhatIsNotGenuine() {
        assertThat(tokens.verifyFromMemory("x")).contains(new VerifyResult.Invalid(JwtError.MALFORMED));
        assertThat(tokens.verifyFromMemory(token.substring(0, token.length() - 8) + "AAAAAAAA"))
                .contains(new VerifyResult.Invalid(JwtError.BAD_SIGNATURE));
    }

    @Test
    void oldView_leavesEverythingToTheWorker() {
        tokens.verify(token);
        clock.advance(Duration.ofSeconds(6));

        assertThat(tokens.verifyFromMemory(token)).isEmpty();
        assertThat(tokens.verifyFromMemory("x")).isEmpty();
    }

    @Test
    void endOfTheLogin_isKnownFromMemory_onceItWasLearnt() {
        tokens.verify(token);
        endElsewhere();
        feed.catchUp();

        assertThat(tokens.verifyFromMemory(token)).contains(ENDED);
        assertThat(tokens.verify(token)).isEqualTo(ENDED);
        assertThat(logins.readings).isZero();
    }

    @Test
    void tokenOfAUserWhoIsDeactivatedOrDeleted_isRevoked() {
        source.put(UserSource.user(ALICE).withActive(false));
        assertThat(tokens.verify(token)).isEqualTo(new VerifyResult.Revoked(VerifyResult.Cause.USER_INACTIVE));

        source.remove(ALICE);
        log.others(clock.instant(), new Change.UserChanged(UserId.of(ALICE)));
        feed.catchUp();
        assertThat(tokens.verify(token)).isEqualTo(new VerifyResult.Revoked(VerifyResult.Cause.USER_NOT_FOUND));
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
}
