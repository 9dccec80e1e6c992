package dev.keycard.spring.test;

import dev.keycard.Keycard;
import dev.keycard.client.Client;
import dev.keycard.login.TokenPair;
import dev.keycard.testkit.MutableClock;
import dev.keycard.user.User;
import dev.keycard.verifier.Verifier;
import dev.keycard.verifier.VerifierResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.BeanFactory;

/** The service under test, which follows the revocations of an issuer in memory. Immutable. */
record Follower(BeanFactory beans, Keycard issuer, User probe) {

    private static final long TIMEOUT_NANOS = 5_000_000_000L;
    private static final long PAUSE_MILLIS = 5;

    /** Changes are read in their order: when a later revocation is known, so are all earlier ones. */
    void untilKnown() {
        Verifier verifier = beans.getBean(Verifier.class);
        TokenPair pair = issuer.tokens().issue(probe, Client.unknown()).orElseThrow();
        issuer.logins().revoke(pair.login());
        long start = System.nanoTime();
        while (verifier.verify(pair.access()) instanceof VerifierResult.Verified) {
            if (System.nanoTime() - start > TIMEOUT_NANOS) {
                throw new IllegalStateException("the service does not learn of revocations");
            }
            pause(PAUSE_MILLIS);
        }
    }

    /** The {@code iat} of a token counts whole seconds: one from the second of a change may be from before it. */
    void untilNextSecond() {
        Instant now = issuer.parts().environment().clock().instant();
        Duration rest =
                Duration.between(now, now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
        MutableClock clock = beans.getBeanProvider(MutableClock.class).getIfUnique();
        if (clock == null) {
            pause(rest.toMillis());
        } else {
            clock.advance(rest);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
