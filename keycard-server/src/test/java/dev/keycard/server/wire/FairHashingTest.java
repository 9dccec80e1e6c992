package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.address.ClientAddresses;
import dev.keycard.address.ForwardedHeader;
import dev.keycard.address.Network;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.PasswordConfig;
import dev.keycard.throttle.SignInRates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A crowd with right passwords does not keep another user out. */
@Timeout(120)
class FairHashingTest {

    private static final int CONNECTIONS = 18;
    private static final int SIGN_INS = 33;

    @AutoClose
    private final RunningServer server = RunningServer.start(
            Config.all(
                    Config.password(new PasswordConfig(Argon2Cost.defaults(), 1, 16, 8)),
                    // Without rates for anyone: what is tested here holds before any of them is used up.
                    Config.signIns(SignInRates.unlimited())),
            new ClientAddresses(List.of(Network.parse("127.0.0.1").orElseThrow()), ForwardedHeader.X_FORWARDED_FOR));

    private final ExecutorService crowd = Executors.newFixedThreadPool(CONNECTIONS);

    @Test
    void twoAccounts_onManyConnectionsFromOneAddress_keepNobodyOut() throws Exception {
        assertThat(signedInBeside(connection -> "192.0.2.1", "192.0.2.1")).isGreaterThanOrEqualTo(30);
    }

    @Test
    void twoAccounts_fromManyAddresses_keepNobodyOut() throws Exception {
        assertThat(signedInBeside(connection -> "192.0.2." + connection, "198.51.100.7"))
                .isGreaterThanOrEqualTo(30);
    }

    /** How often a third user gets in. */
    private int signedInBeside(IntFunction<String> addresses, String mine) throws Exception {
        server.user("first");
        server.user("second");
        server.user("third");
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> others = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            String name = i % 2 == 0 ? "first" : "second";
            String address = addresses.apply(i);
            others.add(crowd.submit(() -> {
                while (!over.get()) {
                    assertThat(signIn(name, address)).isIn(200, 503);
                }
            }));
        }
        int signedIn = 0;
        for (int i = 0; i < SIGN_INS; i++) {
            signedIn += signIn("third", mine) == 200 ? 1 : 0;
        }
        over.set(true);
        for (Future<?> other : others) {
            other.get();
        }
        crowd.shutdown();
        return signedIn;
    }

    private int signIn(String name, String address) {
        return server.client()
                .post("/api/token/")
                .header("X-Forwarded-For", address)
                .json("username", name, "password", PASSWORD)
                .send()
                .status();
    }
}
