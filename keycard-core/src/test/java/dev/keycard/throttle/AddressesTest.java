package dev.keycard.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.support.Texts;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @Test
    void eachIpv4Address_countsForItself() {
        assertThat(Addresses.key("192.0.2.1")).isEqualTo("192.0.2.1").isNotEqualTo(Addresses.key("192.0.2.2"));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:db8:1:2::1, 2001:0DB8:0001:0002::",
        "::1, ::2",
        "2001:db8::, 2001:db8::192.0.2.1",
        "fe80::1%eth0, fe80::2%1",
        "fe80::1%eth0, fe80::1",
    })
    void ipv6Addresses_countForTheir64(String one, String other) {
        assertThat(Addresses.key(one)).startsWith("6/").isEqualTo(Addresses.key(other));
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2::1, 2001:db8:1:3::1", "2001:db8:1:2::1, 2001:db9:1:2::1", "::1, 0:0:0:1::1"})
    void ipv6Addresses_ofOther64s_countApart(String one, String other) {
        assertThat(Addresses.key(one)).isNotEqualTo(Addresses.key(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:192.0.2.1"})
    void mappedIpv4_countsAsTheIpv4AddressThatItIs(String mapped) {
        assertThat(Addresses.key(mapped)).isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "192.0.2.1:8080",
                "1:2",
                "::1::",
                ":::",
                "2001:db8:::1",
                "fe80::1%",
                "unix:/run/x",
                "localhost:1",
                "x:y",
                "[::1]"
            })
    @Timeout(5)
    void whatIsNoAddress_countsForItself_andIsNotLookedUp(String text) {
        assertThat(Addresses.key(text)).isIn(text, "6/fe80000000000000");
    }

    @Property(tries = 500)
    void anyText_hasAKey(@ForAll("texts") String text) {
        assertThat(Addresses.key(text)).isEqualTo(Addresses.key(text));
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.around(":", "::", "ffff", "1", "192.0.2.1", "%", ".", "z");
    }
}
