package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.address.ClientAddresses;
import dev.keycard.address.ForwardedHeader;
import dev.keycard.address.Network;
import dev.keycard.id.UserId;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A distant attacker cannot lock the owner of an account out. */
class DistantAttackerTest {

    private static final String HOME = "198.51.100.7";

    @AutoClose
    private final RunningServer server = RunningServer.start(
            UnaryOperator.identity(),
            new ClientAddresses(List.of(Network.parse("127.0.0.1").orElseThrow()), ForwardedHeader.X_FORWARDED_FOR));

    @BeforeEach
    void ownerSignsInFromHome() {
        server.user("owner");
        signIn("owner", HOME, PASSWORD).expect(200);
    }

    @Test
    void owner_signsInFromHome_whileOthersGuess() {
        besiege();

        signIn("owner", "192.0.2.99", PASSWORD).expect(429, "throttled");
        signIn("OWNER", HOME, PASSWORD).expect(200);
    }

    @Test
    void familiarAddress_isRemembered_inTheDatabase() {
        server.node().keycard().close();
        assertThat(server.stores()
                        .familiarAddresses()
                        .isFamiliar(UserId.of(1), HOME, server.clock().instant()))
                .isTrue();
    }

    @Test
    void familiarAddress_hasNoMoreGuessesThanAnyOther_andSpendsNobodyElses() {
        for (int i = 0; i < 10; i++) {
            signIn("owner", HOME, "wrong").expect(401, "no_active_account");
        }

        signIn("owner", HOME, PASSWORD).expect(429, "throttled");
        signIn("owner", "192.0.2.1", PASSWORD).expect(200);
    }

    @Test
    void guesser_cannotTellAFamiliarAccount_fromAnUnknownName() {
        besiege();
        for (int i = 0; i < 10; i++) {
            signIn("nobody", "192.0.2." + i, "wrong").expect(401, "no_active_account");
        }

        Reply known = signIn("owner", "192.0.2.99", "wrong").expect(429, "throttled");
        Reply unknown = signIn("nobody", "192.0.2.99", "wrong").expect(429, "throttled");
        assertThat(known.body()).isEqualTo(unknown.body());
        assertThat(known.header("Retry-After")).isEqualTo(unknown.header("Retry-After"));
    }

    @Test
    void success_resetsNoAttackersAddress() {
        server.user("mallory");
        for (int i = 0; i < 99; i++) {
            signIn("name" + i, "192.0.2.66", "wrong").expect(401, "no_active_account");
        }
        signIn("mallory", "192.0.2.66", PASSWORD).expect(200);
        signIn("another", "192.0.2.66", "wrong").expect(401, "no_active_account");

        signIn("mallory", "192.0.2.66", PASSWORD).expect(429, "throttled");
    }

    @Test
    void familiarity_endsAfterThirtyDays() {
        server.node().keycard().close();
        server.advance(Duration.ofDays(31));
        assertThat(server.stores()
                        .familiarAddresses()
                        .isFamiliar(UserId.of(1), HOME, server.clock().instant().minus(Duration.ofDays(30))))
                .isFalse();
    }

    private void besiege() {
        for (int i = 0; i < 10; i++) {
            signIn("owner", "192.0.2." + i, "wrong").expect(401, "no_active_account");
        }
    }

    private Reply signIn(String name, String address, String password) {
        return server.client()
                .post("/api/token/")
                .header("X-Forwarded-For", address)
                .json("username", name, "password", password)
                .send();
    }
}
