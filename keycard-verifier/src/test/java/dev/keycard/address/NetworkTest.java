package dev.keycard.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.support.Texts;
import java.net.InetAddress;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, 11.0.0.0",
        "192.0.2.128/25, 192.0.2.129, 192.0.2.127",
        "192.0.2.1, 192.0.2.1, 192.0.2.2",
        "192.0.2.1, ::ffff:192.0.2.1, ::192.0.2.1",
        "128.0.0.0/1, 255.0.0.0, 127.255.255.255",
        "2001:db8::/32, 2001:db8:ffff::1, 2001:db9::1",
        "2001:db8::/33, 2001:db8:7fff::1, 2001:db8:8000::1",
        "::1, ::1, ::2",
        "::ffff:10.0.0.1, 10.0.0.1, 10.0.0.2",
    })
    void contains_itsAddressesAndNoOthers(String text, String inside, String outside) {
        Network network = Network.parse(text).orElseThrow();

        assertThat(network.contains(address(inside))).isTrue();
        assertThat(network.contains(address(outside))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/0",
                "::/0",
                "10.0.0.0/33",
                "2001:db8::/129",
                "10.0.0.1/8",
                "2001:db8::1/32",
                "10.0.0/8",
                "010.0.0.0/8",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "::ffff:10.0.0.0/104",
                "fe80::1%eth0",
                "localhost",
                "proxy.example",
                "10.0.0.0 /8",
            })
    @Timeout(5)
    void refuses_whatIsNoNetwork_orEveryone(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @Property(tries = 500)
    void sharesExactlyTheBitsOfItsPrefix(
            @ForAll int first, @ForAll int second, @ForAll @IntRange(min = 1, max = 32) int prefix) {
        int mask = -1 << (32 - prefix);
        Network network = Network.parse(text(first & mask) + "/" + prefix).orElseThrow();

        assertThat(network.contains(address(text(second)))).isEqualTo((first & mask) == (second & mask));
    }

    @Property(tries = 1000)
    void anyText_isANetworkOrNone(@ForAll("texts") String text) {
        Network.parse(text)
                .ifPresent(
                        network -> assertThat(network.contains(network.first())).isTrue());
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.around("10.0.0.0", "/", "8", "0", "::", "ffff", ".", "1", "%");
    }

    private static InetAddress address(String text) {
        return Literal.parse(text).orElseThrow();
    }

    private static String text(int bits) {
        return (bits >>> 24) + "." + ((bits >>> 16) & 255) + "." + ((bits >>> 8) & 255) + "." + (bits & 255);
    }
}
