package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.Answers;
import dev.keycard.throttle.Rate;
import dev.keycard.throttle.SignInRates;
import dev.keycard.web.throttle.RequestRates;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Anonymous requests from more addresses than are counted one by one: they cost others nothing when those sign in. */
@Tag("long")
class FloodedSignInTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int FLOOD = 400_000;

    @AutoClose
    private final RunningServer server = RunningServer.start(Config.all(
            Config.requests(RequestRates.builder().anon(new Rate(1000, MINUTE)).build()),
            Config.signIns(SignInRates.ofFailures(new Rate(1, MINUTE), null))));

    @Test
    void floodOfAddresses_takesNobodysAttemptsToSignIn() {
        flood();

        for (int i = 0; i < 15; i++) {
            server.client()
                    .post("/api/token/")
                    .json("username", "name" + i, "password", "wrong")
                    .send()
                    .expect(401, "no_active_account");
        }
    }

    /** Past the socket, where so many take seconds. */
    private void flood() {
        Answers api = server.node().api().api();
        for (int i = 0; i < FLOOD; i++) {
            String network = "2001:db8:" + Integer.toHexString(i >> 16) + ":" + Integer.toHexString(i & 0xffff);
            assertThat(api.answerFromMemory(new Visit(network + "::1"))).isPresent();
        }
    }
}
