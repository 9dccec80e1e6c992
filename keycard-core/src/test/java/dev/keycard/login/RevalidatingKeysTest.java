package dev.keycard.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.key.InMemoryKeyStore;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.Keys;
import dev.keycard.key.SealingKey;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.MemoryLog;
import dev.keycard.revocation.RecentRevocations;
import dev.keycard.revocation.RevocationCheck;
import dev.keycard.support.HandClock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of a node whose feed stands still, while another node removes the signing key. */
class RevalidatingKeysTest {

    private static final Duration KEPT = Duration.ofMinutes(7);

    private final Entropy entropy = new Random(31)::nextBytes;
    private final SealingKey sealingKey = new SealingKey(entropy.bytes(32));
    private final HandClock clock = new HandClock();
    private final InMemoryKeyStore store = new InMemoryKeyStore();
    private final MemoryLog log = new MemoryLog();
    private final ChangeFeed feed = new ChangeFeed(log, clock, this::nanoTime, ChangeConfig.defaults(), KEPT);
    private final Keys keys = load();
    private final RevalidatingKeys revalidating =
            new RevalidatingKeys(keys, new RevocationCheck(feed, new RecentRevocations(clock, KEPT)));

    private boolean readsMeanwhile;

    @BeforeEach
    void start() {
        feed.listen(keys::onChange);
        feed.start();
    }

    @Test
    void givesTheKeysOfMemory_whileTheViewIsYoung() {
        removeElsewhere();

        assertThat(revalidating.areKnown()).isTrue();
        assertThat(kid()).isNotEqualTo(load().current().signer(clock.instant()).kid());
    }

    @Test
    void asksTheStore_whenTheViewIsOld() {
        String removed = removeElsewhere();
        clock.advance(Duration.ofSeconds(6));

        assertThat(revalidating.areKnown()).isFalse();
        assertThat(kid()).isNotEqualTo(removed);
    }

    @Test
    void givesNoRemovedKey_ifTheFeedCatchesUpWhileTheAgeOfTheViewIsAsked() {
        String removed = removeElsewhere();
        clock.advance(Duration.ofSeconds(6));

        readsMeanwhile = true;
        assertThat(kid()).isNotEqualTo(removed);
    }

    /** Another thread reads the feed at this moment. */
    private long nanoTime() {
        if (readsMeanwhile) {
            readsMeanwhile = false;
            feed.catchUp();
        }
        return clock.nanoTime();
    }

    private String kid() {
        return revalidating.get().signer(clock.instant()).kid();
    }

    private String removeElsewhere() {
        String kid = kid();
        assertThat(load().remove(kid, AuditContext.at(clock.instant()))).isPresent();
        log.others(clock.instant(), new Change.KeysChanged());
        return kid;
    }

    private Keys load() {
        return Keys.load(store, sealingKey, JwtConfig.defaults(), SignatureProvider.jdk(), entropy, clock);
    }
}
