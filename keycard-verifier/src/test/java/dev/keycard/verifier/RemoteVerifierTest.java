package dev.keycard.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.verifier.VerifierResult.Cause;
import dev.keycard.verifier.VerifierResult.Revoked;
import dev.keycard.verifier.VerifierResult.Unavailable;
import dev.keycard.verifier.VerifierResult.Verified;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a verifier makes of what servers send. */
class RemoteVerifierTest {

    private static final String BEGIN = "event: begin\ndata: {\"clock_ms\":5}\n\n";
    private static final String AGE = "id: 7.a\nevent: age\ndata: {\"age_ms\":1,\"clock_ms\":5}\n\n";

    @AutoClose
    private final TestIssuer issuer = new TestIssuer();

    @AutoClose
    private final ScriptedServer server = new ScriptedServer();

    private final Instant now = Instant.now();
    private final TimeId login = TestIssuer.loginAt(now);
    private final String token = issuer.token(UserId.of(7), login, now);

    @Test
    void changes_areTakenFromEvents_withTheToken() {
        server.events(BEGIN + change("\"kind\":\"login_ended\",\"login\":\"" + login + "\"") + AGE);
        try (Verifier verifier = start()) {
            assertThat(verifier.verify(token)).isEqualTo(new Revoked(Cause.LOGIN_ENDED));
            assertThat(server.requests().get(0)).isEqualTo("text/event-stream null null Token secret");
        }
    }

    @Test
    void nothingIsAccepted_beforeAnAgeCame() {
        server.events(BEGIN);
        try (Verifier verifier = start()) {
            assertThat(verifier.verify(token)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void unknownKind_endsEverythingThatWasIssuedBefore() {
        server.events(BEGIN + change("\"kind\":\"device_ended\",\"device\":\"x\"") + AGE);
        try (Verifier verifier = start()) {
            assertThat(verifier.verify(token)).isEqualTo(new Revoked(Cause.TOO_OLD));
        }
    }

    @Test
    void horizon_refusesWhatWasIssuedBefore() {
        server.events("event: begin\ndata: {\"clock_ms\":5,\"horizon\":\"" + now.plusSeconds(60) + "\"}\n\n" + AGE);
        try (Verifier verifier = start()) {
            assertThat(verifier.verify(token)).isEqualTo(new Revoked(Cause.TOO_OLD));
        }
    }

    @Test
    void malformedChange_isNeverLeftOut() {
        server.events(BEGIN + change("\"kind\":\"login_ended\"") + AGE);
        try (Verifier verifier = start()) {
            assertThat(verifier.verify(token)).isInstanceOf(Unavailable.class);
            assertThat(server.requests()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void eventsThatDoNotComeThrough_areReplacedByLongPolls() {
        server.events("").page("{\"changes\":[],\"next\":\"7.a\",\"more\":false,\"age_ms\":1,\"waited_ms\":0}");
        try (Verifier verifier = start()) {
            holds(() -> verifier.verify(token) instanceof Verified);
            assertThat(server.requests().get(1)).startsWith("application/json null wait=1 ");
            holds(() -> server.requests().stream().anyMatch(request -> request.contains("wait=1&after=7.a")));
        }
    }

    @Test
    void expiredCursor_isGivenUp_andTheVerifierBeginsAnew() {
        server.page("{\"changes\":[],\"next\":\"7.a\",\"more\":false,\"age_ms\":1,\"waited_ms\":0}");
        try (Verifier verifier = start()) {
            holds(() -> server.requests().stream().anyMatch(request -> request.contains("after=7.a")));
            server.answerWith(410);
            int before = server.requests().size();
            holds(() -> server.requests().stream().skip(before).anyMatch(request -> request.contains("wait=1 Token")));
            assertThat(verifier.verify(token)).isNotNull();
        }
    }

    @Test
    void deadServer_isLeftForTheNext() {
        server.events(BEGIN + AGE);
        URI dead = URI.create("http://127.0.0.1:1");
        try (Verifier verifier = builder(List.of(dead, server.uri())).start()) {
            assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
        }
    }

    @Test
    void addresses_mustBeProtected() {
        assertThatIllegalArgumentException().isThrownBy(() -> RemoteVerifier.of(() -> "x", "http://auth.example"));
        assertThatIllegalArgumentException().isThrownBy(() -> RemoteVerifier.of(() -> "x"));
    }

    private String change(String members) {
        return "id: 7.a\nevent: change\ndata: {\"seq\":7,\"at\":\"" + now.plusSeconds(1) + "\"," + members + "}\n\n";
    }

    private Verifier start() {
        return builder(List.of(server.uri())).start();
    }

    private VerifierBuilder builder(List<URI> servers) {
        return Verifier.builder()
                .keys(Jwks.from(issuer.uri()))
                .revocations(RemoteChanges.from(() -> "secret", servers));
    }

    private static void holds(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
