package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.address.ClientAddresses;
import dev.keycard.address.ForwardedHeader;
import dev.keycard.address.Network;
import dev.keycard.audit.AuthEvent;
import dev.keycard.throttle.Rate;
import dev.keycard.web.throttle.RequestRates;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whose address counts when proxies stand in between, and when someone pretends that they do. */
class BehindProxiesTest {

    private static final RequestRates TWO_PER_ADDRESS =
            RequestRates.builder().anon(new Rate(2, Duration.ofMinutes(1))).build();

    @AutoClose
    private final RunningServer behindProxy =
            RunningServer.start(Config.requestsAlone(TWO_PER_ADDRESS), trusting(ForwardedHeader.X_FORWARDED_FOR));

    @Test
    void withoutTrust_forgedHeadersAreIgnored() {
        try (RunningServer direct = RunningServer.start(Config.requestsAlone(TWO_PER_ADDRESS))) {
            for (int i = 0; i < 2; i++) {
                forged(direct, i).expect(200);
            }
            forged(direct, 3).expect(429, "throttled");
        }
    }

    @Test
    void trustedProxy_tellsTheClientsAddress_andEachHasItsAllowance() {
        for (int i = 0; i < 5; i++) {
            from("192.0.2." + i).expect(200);
        }
        from("192.0.2.1").expect(200);
        from("192.0.2.1").expect(429, "throttled");
    }

    @Test
    void whatTheClientItselfSent_changesNothing() {
        from("1.1.1.1, 192.0.2.1").expect(200);
        from("2.2.2.2, 192.0.2.1").expect(200);
        from("3.3.3.3, 192.0.2.1").expect(429, "throttled");
        from("127.0.0.1, 192.0.2.1").expect(429, "throttled");
        from("\", 192.0.2.1:4711").expect(429, "throttled");
        from("::ffff:192.0.2.1").expect(429, "throttled");
    }

    @Test
    void addressesOfOneIpv6Network_countTogether() {
        from("2001:db8::1").expect(200);
        from("[2001:db8::2]:443").expect(200);
        from("2001:db8::3").expect(429, "throttled");
        from("2001:db8:0:1::1").expect(200);
    }

    @Test
    void garbage_countsForTheProxy() {
        from("unknown").expect(200);
        from("garbage").expect(200);
        from("_hidden").expect(429, "throttled");
        from("192.0.2.1").expect(200);
    }

    @Test
    void theOtherHeader_isNotRead() {
        for (int i = 0; i < 2; i++) {
            behindProxy
                    .client()
                    .get("/api/session/")
                    .header("X-Forwarded-For", "192.0.2.1")
                    .header("Forwarded", "for=198.51.100." + i)
                    .send()
                    .expect(200);
        }
        from("192.0.2.1").expect(429, "throttled");
    }

    @Test
    void forwarded_isReadWhereItIsChosen_overSeveralLines() {
        try (RunningServer standard =
                RunningServer.start(Config.requestsAlone(TWO_PER_ADDRESS), trusting(ForwardedHeader.FORWARDED))) {
            for (int i = 0; i < 2; i++) {
                forwarded(standard, "for=198.51.100." + i, "for=\"192.0.2.1:80\";proto=https, for=127.0.0.1")
                        .expect(200);
            }
            forwarded(standard, "for=\"", "for=192.0.2.1").expect(429, "throttled");
            forwarded(standard, "for=192.0.2.2").expect(200);
        }
    }

    @Test
    void events_nameTheClient() {
        behindProxy.user("ada");
        behindProxy
                .client()
                .post("/api/token/")
                .header("X-Forwarded-For", "192.0.2.77")
                .json("username", "ada", "password", PASSWORD + "x")
                .send()
                .expect(401);

        assertThat(behindProxy.events().of(AuthEvent.SignInFailed.class))
                .singleElement()
                .extracting(event -> event.context().address())
                .isEqualTo("192.0.2.77");
    }

    private static ClientAddresses trusting(ForwardedHeader header) {
        return new ClientAddresses(List.of(Network.parse("127.0.0.0/8").orElseThrow()), header);
    }

    private Reply from(String forwardedFor) {
        return behindProxy
                .client()
                .get("/api/session/")
                .header("X-Forwarded-For", forwardedFor)
                .send();
    }

    private static Reply forged(RunningServer server, int number) {
        return server.client()
                .get("/api/session/")
                .header("X-Forwarded-For", "192.0.2." + number)
                .header("Forwarded", "for=192.0.2." + number)
                .header("X-Real-IP", "192.0.2." + number)
                .send();
    }

    private static Reply forwarded(RunningServer server, String... lines) {
        Outgoing request = server.client().get("/api/session/");
        for (String line : lines) {
            request.header("Forwarded", line);
        }
        return request.send();
    }
}
