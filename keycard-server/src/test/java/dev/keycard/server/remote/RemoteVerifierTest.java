package dev.keycard.server.remote;

import static dev.keycard.server.remote.Site.accepts;
import static dev.keycard.server.remote.Site.revoked;
import static dev.keycard.server.remote.Site.unavailable;
import static dev.keycard.server.remote.Site.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.login.TokenPair;
import dev.keycard.verifier.Verifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verifier without the database, over a network. */
class RemoteVerifierTest {

    private static final int ROUNDS = 200;

    @TempDir
    private Path folder;

    @Test
    void revokedToken_isRefusedWithinASecond_inEveryRound() throws Exception {
        try (Site site = Site.open(folder);
                Verifier verifier = verifier(site, site.address())) {
            List<Duration> delays = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                TokenPair pair = site.signIn();
                assertThat(accepts(verifier, pair)).isTrue();
                site.revoke(pair);
                delays.add(until(() -> revoked(verifier, pair), 10));
            }
            tell("revocation to refusal, one node", delays);
            assertThat(delays).allMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) <= 0);
        }
    }

    /** The server that the verifier follows did not make the revocation. */
    @Test
    void revokedOnAnotherNode_isRefusedWithinASecond() throws Exception {
        try (Site one = Site.open(folder);
                Site other = Site.open(folder);
                Verifier verifier = verifier(one, one.address())) {
            List<Duration> delays = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                TokenPair pair = other.signIn();
                assertThat(accepts(verifier, pair)).isTrue();
                other.revoke(pair);
                delays.add(until(() -> revoked(verifier, pair), 10));
            }
            tell("revocation to refusal, by another node", delays);
            assertThat(delays).allMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) <= 0);
        }
    }

    @Test
    void partition_refusesEverythingAfterMaxStaleness_andRecovers_withNothingMissed() throws Exception {
        try (Site site = Site.open(folder);
                BadNetwork network = new BadNetwork(site.server().port());
                Verifier verifier = verifier(site, network.address())) {
            TokenPair kept = site.signIn();
            TokenPair ended = site.signIn();
            assertThat(accepts(verifier, kept)).isTrue();

            network.holdBack();
            site.revoke(ended);
            Duration blind = until(() -> unavailable(verifier, kept), 10);
            assertThat(blind).isLessThanOrEqualTo(Duration.ofMillis(5_100));
            assertThat(unavailable(verifier, ended)).isTrue();

            network.heal();
            Duration recovery = until(() -> accepts(verifier, kept), 10);
            assertThat(revoked(verifier, ended)).isTrue();
            System.out.println("partition: refused after " + blind.toMillis() + " ms, recovered after "
                    + recovery.toMillis() + " ms");
        }
    }

    /** Held back for less than the client waits for a sign of life: what comes late does not count as young. */
    @Test
    void delayedStream_isAsOldAsItsDelay() throws Exception {
        try (Site site = Site.open(folder);
                BadNetwork network = new BadNetwork(site.server().port());
                Verifier verifier = Verifiers.impatient(site, network.address(), Duration.ofMillis(1_600))) {
            TokenPair kept = site.signIn();
            assertThat(accepts(verifier, kept)).isTrue();

            network.delay(3_000);
            until(() -> unavailable(verifier, kept), 10);
            long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
            while (System.nanoTime() < end) {
                assertThat(accepts(verifier, kept)).as("a view that is 3 s old").isFalse();
                Thread.sleep(20);
            }
            network.heal();
            until(() -> accepts(verifier, kept), 10);
        }
    }

    @Test
    void cutConnection_isContinuedFromItsCursor() throws Exception {
        try (Site site = Site.open(folder);
                BadNetwork network = new BadNetwork(site.server().port());
                Verifier verifier = verifier(site, network.address())) {
            for (int i = 0; i < 10; i++) {
                TokenPair pair = site.signIn();
                assertThat(accepts(verifier, pair)).isTrue();
                network.cut();
                site.revoke(pair);
                network.heal();
                until(() -> revoked(verifier, pair), 10);
            }
        }
    }

    @Test
    void failingOver_continuesOnAnotherNode_withTheSameCursor() throws Exception {
        try (Site one = Site.open(folder);
                Site other = Site.open(folder);
                BadNetwork toOne = new BadNetwork(one.server().port());
                BadNetwork toOther = new BadNetwork(other.server().port());
                Verifier verifier = Verifiers.of(one.apiToken(), toOne.address(), toOther.address())) {
            TokenPair kept = one.signIn();
            for (int i = 0; i < 6; i++) {
                BadNetwork failing = i % 2 == 0 ? toOne : toOther;
                TokenPair pair = one.signIn();
                until(() -> accepts(verifier, pair), 10);
                failing.cut();
                other.revoke(pair);
                Duration delay = until(() -> revoked(verifier, pair), 10);
                assertThat(accepts(verifier, kept)).isTrue();
                assertThat(delay).isLessThan(Duration.ofSeconds(2));
                failing.heal();
            }
        }
    }

    @Test
    void restartedServer_isFollowedFromTheCursor_withNothingMissed() throws Exception {
        Site first = Site.open(folder);
        try (BadNetwork network = new BadNetwork(first.server().port());
                Verifier verifier = verifier(first, network.address())) {
            TokenPair kept = first.signIn();
            TokenPair ended = first.signIn();
            assertThat(accepts(verifier, kept)).isTrue();
            network.cut();
            first.revoke(ended);
            first.close();

            try (Site second = Site.open(folder)) {
                network.leadTo(second.server().port());
                network.heal();
                until(() -> revoked(verifier, ended), 10);
                until(() -> accepts(verifier, kept), 10);
                TokenPair later = second.signIn();
                second.revoke(later);
                until(() -> revoked(verifier, later), 5);
            }
        }
    }

    @Test
    void cursorOfAnotherDatabase_beginsAnew(@TempDir Path elsewhere) throws Exception {
        try (Site site = Site.open(folder);
                Site other = Site.open(elsewhere, Map.of("sealing-key", "file:" + folder.resolve("sealing.key")));
                BadNetwork network = new BadNetwork(site.server().port());
                Verifier verifier = Verifiers.of(
                        () -> network.leadsTo(site) ? site.apiToken() : other.apiToken(), network.address())) {
            site.revoke(site.signIn());
            other.revoke(other.signIn());
            network.leadTo(other.server().port());
            network.cutOnce();
            TokenPair pair = site.signIn();
            until(() -> accepts(verifier, pair), 10);
        }
    }

    @Test
    void atTheStart_withoutServer_isUnavailable_untilThereIsOne() throws Exception {
        try (Site site = Site.open(folder);
                BadNetwork network = new BadNetwork(site.server().port())) {
            network.cut();
            try (Verifier verifier = verifier(site, network.address())) {
                TokenPair pair = site.signIn();
                assertThat(unavailable(verifier, pair)).isTrue();
                assertThat(verifier.isReady()).isFalse();
                network.heal();
                until(() -> accepts(verifier, pair), 15);
            }
        }
    }

    @Test
    void revokedApiToken_endsTheStream_andTheVerifierRefuses() throws Exception {
        try (Site site = Site.open(folder);
                Verifier verifier = verifier(site, site.address())) {
            TokenPair pair = site.signIn();
            assertThat(accepts(verifier, pair)).isTrue();

            assertThat(site.engine().apiTokens().end(site.user().id(), site.apiTokenId(), Verifiers.now()))
                    .isTrue();

            Duration blind = until(() -> unavailable(verifier, pair), 10);
            assertThat(blind).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(7));
        }
    }

    private static Verifier verifier(Site site, String address) {
        return Verifiers.of(site.apiToken(), address);
    }

    private static void tell(String what, List<Duration> delays) {
        List<Duration> sorted = delays.stream().sorted().toList();
        int rounds = sorted.size();
        System.out.printf(
                "%s, %d rounds: p50 %d ms, p99 %d ms, max %d ms%n",
                what,
                rounds,
                sorted.get(rounds / 2).toMillis(),
                sorted.get(rounds * 99 / 100).toMillis(),
                sorted.get(rounds - 1).toMillis());
    }
}
