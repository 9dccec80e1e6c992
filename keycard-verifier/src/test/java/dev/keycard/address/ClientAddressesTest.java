package dev.keycard.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.support.Texts;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {

    private static final String PROXY = "10.0.0.1";
    private static final List<Network> TRUSTED = Stream.of("10.0.0.0/8", "2001:db8:aaaa::/48")
            .map(text -> Network.parse(text).orElseThrow())
            .toList();

    private final ClientAddresses common = new ClientAddresses(TRUSTED, ForwardedHeader.X_FORWARDED_FOR);
    private final ClientAddresses standard = new ClientAddresses(TRUSTED, ForwardedHeader.FORWARDED);

    @Test
    void believesNobody_withoutTrust() {
        ClientAddresses nobody = ClientAddresses.ofConnections();

        assertThat(nobody.resolve(PROXY, name -> List.of("192.0.2.1"))).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.66", "2001:db8:bbbb::1", "", "unix"})
    void believesNobody_whoIsNoTrustedProxy(String connection) {
        assertThat(common.resolve(connection, name -> List.of("198.51.100.1"))).isEqualTo(connection);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | 192.0.2.1",
                "198.51.100.9, 192.0.2.1 | 192.0.2.1",
                "198.51.100.9, 192.0.2.1, 10.0.0.7 | 192.0.2.1",
                "198.51.100.9,192.0.2.1,10.0.0.7,10.0.0.8 | 192.0.2.1",
                "10.9.9.9, 192.0.2.1, 10.0.0.7 | 192.0.2.1",
                "10.0.0.9, 10.0.0.7 | 10.0.0.9",
                "192.0.2.1:4711 | 192.0.2.1",
                "2001:db8::1 | 2001:db8:0:0:0:0:0:1",
                "[2001:db8::1] | 2001:db8:0:0:0:0:0:1",
                "[2001:db8::1]:443 | 2001:db8:0:0:0:0:0:1",
                "192.0.2.1, 2001:db8:aaaa::5 | 192.0.2.1",
                "::ffff:192.0.2.1 | 192.0.2.1",
                "192.0.2.1, ::ffff:10.0.0.7 | 192.0.2.1",
            })
    void readsFromTheRight_asFarAsHopsAreTrusted(String header, String client) {
        assertThat(common.resolve(PROXY, name -> List.of(header))).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "192.0.2.1,",
                "unknown",
                "_hidden",
                "192.0.2.1, unknown",
                "192.0.2.1, garbage",
                "192.0.2.256",
                "192.0.2.01",
                "3221225985",
                "0xc0000201",
                "192.0.513",
                "[192.0.2.1]",
                "192.0.2.1:",
                "192.0.2.1:123456",
                "\"192.0.2.1\"",
                "192.0.2.1 198.51.100.1",
                "192.0.2.1;",
                "for=192.0.2.1",
                "fe80::1%eth0",
                "2001:db8:::1",
                "localhost",
                "example.org",
                "192.0.2.\u0661",
            })
    @Timeout(5)
    void whatIsNotUnderstood_leavesTheLastTrustedHop(String header) {
        assertThat(common.resolve(PROXY, name -> List.of(header))).isEqualTo(PROXY);
    }

    @Test
    void garbageBehindSeveralHops_leavesTheFarthestTrustedOne() {
        assertThat(common.resolve(PROXY, name -> List.of("192.0.2.1, x, 10.0.0.7")))
                .isEqualTo("10.0.0.7");
    }

    @Test
    void lines_areOneList_inOrder() {
        assertThat(common.resolve(PROXY, name -> List.of("198.51.100.9", "192.0.2.1", "10.0.0.7")))
                .isEqualTo("192.0.2.1");
        assertThat(common.resolve(PROXY, name -> List.of())).isEqualTo(PROXY);
    }

    @Test
    void onlyTheChosenHeader_isRead() {
        assertThat(common.resolve(PROXY, name -> List.of(name.equals("X-Forwarded-For") ? "192.0.2.1" : "192.0.2.2")))
                .isEqualTo("192.0.2.1");
        assertThat(standard.resolve(PROXY, name -> List.of(name.equals("Forwarded") ? "for=192.0.2.2" : "192.0.2.1")))
                .isEqualTo("192.0.2.2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "for=192.0.2.1 | 192.0.2.1",
                "For=\"192.0.2.1:4711\" | 192.0.2.1",
                "for=\"[2001:db8::1]:_port\";proto=https | 2001:db8:0:0:0:0:0:1",
                "proto=http;by=10.0.0.1;for=192.0.2.1;host=\"a, b\" | 192.0.2.1",
                "for=198.51.100.9, for=192.0.2.1;proto=http, for=10.0.0.7 | 192.0.2.1",
                "for=\"198.51.100.9, for=192.0.2.1 | 192.0.2.1",
                "for=198.51.100.9;x=\", for=192.0.2.1;y=\"z\" | 192.0.2.1",
                "for=\"\\\", for=192.0.2.1 | 192.0.2.1",
            })
    void forwarded_isReadFromTheRight_whateverStandsToTheLeft(String header, String client) {
        assertThat(standard.resolve(PROXY, name -> List.of(header))).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=unknown",
                "for=_hidden",
                "for=",
                "for=\"\"",
                "proto=https",
                "for=192.0.2.1;for=192.0.2.2",
                "for=192.0.2.1 proto=http",
                "for = 192.0.2.1",
                "for=\"192.0.2.1",
                "for=192.0.2.1\"",
                "for=\"192.0.2.1\\\"\"",
                "for=\"192.0.2.1\"x",
                "192.0.2.1",
                "for=192.0.2.1, ",
            })
    void forwarded_thatIsMalformed_leavesTheLastTrustedHop(String header) {
        assertThat(standard.resolve(PROXY, name -> List.of(header))).isEqualTo(PROXY);
    }

    @Test
    @Timeout(5)
    void endlessChains_costLittle() {
        String endless = "192.0.2.1" + ", 10.0.0.7".repeat(100_000);
        String quotes = "\"".repeat(100_001);

        assertThat(common.resolve(PROXY, name -> List.of(endless))).isEqualTo("10.0.0.7");
        assertThat(standard.resolve(PROXY, name -> List.of(quotes))).isEqualTo(PROXY);
        assertThat(standard.resolve(PROXY, name -> List.of("a=b;".repeat(100_000))))
                .isEqualTo(PROXY);
    }

    @Property(tries = 1000)
    void whateverAClientSends_itsProxysWordDecides(@ForAll("headers") String sent) {
        assertThat(common.resolve(PROXY, name -> List.of(sent + ", 192.0.2.1"))).isEqualTo("192.0.2.1");
        assertThat(common.resolve(PROXY, name -> List.of(sent, "192.0.2.1"))).isEqualTo("192.0.2.1");
        assertThat(standard.resolve(PROXY, name -> List.of(sent + ", for=192.0.2.1;proto=\"http\"")))
                .isEqualTo("192.0.2.1");
        assertThat(standard.resolve(PROXY, name -> List.of(sent, "for=\"192.0.2.1:80\"")))
                .isEqualTo("192.0.2.1");
    }

    @Property(tries = 1000)
    void anyHeader_givesAnAddress(@ForAll("headers") String sent) {
        assertThat(Literal.parse(common.resolve(PROXY, name -> List.of(sent)))).isPresent();
        assertThat(Literal.parse(standard.resolve(PROXY, name -> List.of(sent))))
                .isPresent();
    }

    @Provide
    Arbitrary<String> headers() {
        return Texts.around(
                "for=",
                "\"",
                ",",
                ";",
                "\\",
                "10.0.0.7",
                "198.51.100.9",
                "[",
                "]",
                "::",
                "2001:db8",
                ":",
                "unknown",
                " ");
    }
}
