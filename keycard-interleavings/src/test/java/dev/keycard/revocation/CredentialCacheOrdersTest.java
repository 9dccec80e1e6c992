package dev.keycard.revocation;

import dev.keycard.authentication.Credential;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.interleavings.Interleavings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A credential whose ending was learnt is not accepted any more, whatever check of it was under way. */
public class CredentialCacheOrdersTest {

    private static final Instant START = Instant.parse("2026-11-28T00:00:00Z");
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final TimeId LOGIN = TimeId.firstOf(START);
    private static final Account ALICE = new Account();
    private static final Credential CREDENTIAL = new Credential.AccessToken(LOGIN, START, null);

    private record Account() implements AccountStatus {

        @Override
        public UserId id() {
            return UserId.of(1);
        }

        @Override
        public boolean active() {
            return true;
        }

        @Override
        public Instant revokedBefore() {
            return Instant.EPOCH;
        }
    }

    private static final class EmptyLog implements NumberedChanges {

        @Override
        public List<RecordedChange> after(long sequence, int limit) {
            return List.of();
        }

        @Override
        public long lastBefore(Instant moment) {
            return 0;
        }
    }

    private final RecentRevocations revocations = new RecentRevocations(() -> START, MEMORY);
    private final ChangeFeed feed =
            new ChangeFeed(new EmptyLog(), () -> START, () -> 0, ChangeConfig.defaults(), MEMORY);
    private final RevocationCheck check = new RevocationCheck(feed, revocations);
    private final CredentialCache<Boolean> cache = new CredentialCache<>(check, () -> START, MEMORY.dividedBy(2));
    private volatile boolean ended;
    private volatile boolean acknowledged;

    /** Begins to follow. */
    public CredentialCacheOrdersTest() {
        feed.listen(revocations::onChange);
        feed.start();
    }

    /** The login ends: first in the store, then in this node's memory. */
    @Operation
    public void end() {
        ended = true;
        feed.publish(List.of(new Change.LoginEnded(LOGIN)));
        acknowledged = true;
    }

    /** Whether the credential is accepted after the end of its login was acknowledged. */
    @Operation
    public boolean ask() {
        boolean endedBefore = acknowledged;
        return endedBefore && (cache.get("token").isPresent() || authenticate());
    }

    /** Presents the credential, so that it is kept if it is good. */
    @Operation
    public void change() {
        if (cache.get("token").isEmpty()) {
            authenticate();
        }
    }

    private boolean authenticate() {
        CredentialCache.Check begun = cache.begin();
        if (ended || check.ended(ALICE, CREDENTIAL, START)) {
            return false;
        }
        return cache.put("token", true, new Validity(CREDENTIAL, () -> ALICE, START, null, begun));
    }

    @Test
    void aCredentialWhoseEndWasAcknowledged_isNotAccepted() {
        Interleavings.check(CredentialCacheOrdersTest.class, Interleavings.NeverBroken.class);
    }
}
