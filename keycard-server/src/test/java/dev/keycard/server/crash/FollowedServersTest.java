package dev.keycard.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.client.Client;
import dev.keycard.login.TokenPair;
import dev.keycard.server.testing.TestServer;
import dev.keycard.staff.UserResult;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import dev.keycard.verifier.RemoteVerifier;
import dev.keycard.verifier.Verifier;
import dev.keycard.verifier.VerifierResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A verifier that follows two servers in processes of their own, while a third node makes revocations, and the two are killed.
 */
@Tag("long")
class FollowedServersTest {

    @TempDir
    private Path folder;

    @Test
    void killedServer_isReplacedByTheOther_withNothingMissed_andWithoutBothNothingIsAccepted() throws Exception {
        Path data = folder.resolve("data");
        try (TestServer node = TestServer.start(data)) {
            User user = ((UserResult.Done)
                            node.engine().users().create(NewUser.named(Username.of("ada")), "seventeen paper lanterns"))
                    .user();
            String apiToken = node.engine()
                    .apiTokens()
                    .create(user, "shop", Set.of("changes"), null)
                    .orElseThrow()
                    .secret()
                    .reveal();
            ServerProcess first = ServerProcess.start(data, List.of());
            ServerProcess second = ServerProcess.start(data, List.of());
            try (Verifier verifier = RemoteVerifier.of(() -> apiToken, first.origin(), second.origin())
                    .start()) {
                List<Duration> delays = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    delays.add(revocation(node, user, verifier));
                }
                System.out.println("revocation to refusal, by another process: " + delays);
                assertThat(delays).allMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) <= 0);

                TokenPair kept = issue(node, user);
                first.kill();
                assertThat(revocation(node, user, verifier)).isLessThan(Duration.ofSeconds(3));
                assertThat(verifier.verify(kept.access())).isInstanceOf(VerifierResult.Verified.class);

                second.kill();
                until(() -> verifier.verify(kept.access()) instanceof VerifierResult.Unavailable);
            } finally {
                first.kill();
                second.kill();
            }
        }
    }

    private static Duration revocation(TestServer node, User user, Verifier verifier) throws InterruptedException {
        TokenPair pair = issue(node, user);
        assertThat(verifier.verify(pair.access())).isInstanceOf(VerifierResult.Verified.class);
        assertThat(node.engine().logins().revoke(pair.login())).isTrue();
        return until(() -> verifier.verify(pair.access()) instanceof VerifierResult.Revoked);
    }

    private static TokenPair issue(TestServer node, User user) {
        return node.engine().tokens().issue(user, Client.unknown()).orElseThrow();
    }

    private static Duration until(BooleanSupplier condition) throws InterruptedException {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began)
                    .isLessThan(Duration.ofSeconds(10).toNanos());
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
