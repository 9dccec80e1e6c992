package dev.keycard.address;

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

class AddressKeyTest {

    @Test
    void eachIpv4Address_countsForItself() {
        assertThat(AddressKey.keyOf("192.0.2.1")).isEqualTo("192.0.2.1").isNotEqualTo(AddressKey.keyOf("192.0.2.2"));
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
        assertThat(AddressKey.keyOf(one)).startsWith("6/").isEqualTo(AddressKey.keyOf(other));
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2::1, 2001:db8:1:3::1", "2001:db8:1:2::1, 2001:db9:1:2::1", "::1, 0:0:0:1::1"})
    void ipv6Addresses_ofOther64s_countApart(String one, String other) {
        assertThat(AddressKey.keyOf(one)).isNotEqualTo(AddressKey.keyOf(other));
    }

    @ParameterizedTest
    @CsvSource({
        "2002:c000:201::1, 192.0.2.1",
        "2002:c000:201:ffff::1, 192.0.2.1",
        "2001:0:4136:e378:8000:63bf:3fff:fdfe, 192.0.2.1",
        "2001:0:1:1:0:0:3fff:fdfe, 192.0.2.1",
        "64:ff9b::192.0.2.1, 192.0.2.1",
        "64:ff9b::c000:201, 192.0.2.1",
    })
    void carriedIpv4_countsAsTheIpv4AddressThatItIs(String carrying, String carried) {
        assertThat(AddressKey.of(carrying)).isEqualTo(new AddressKey(carried, null));
    }

    @ParameterizedTest
    @CsvSource({
        "64:ff9b:1::c000:201, 6/0064ff9b00010000",
        "2001:1::1, 6/2001000100000000",
        "2003::1, 6/2003000000000000"
    })
    void neighboursOfThosePrefixes_areOrdinaryAddresses(String address, String key) {
        assertThat(AddressKey.keyOf(address)).isEqualTo(key);
    }

    @Test
    void ipv6Address_countsForIts48AsWell_andIpv4ForNothingElse() {
        String network = AddressKey.of("2001:db8:1:2::1").network();

        assertThat(network).isEqualTo("6/20010db80001/48");
        assertThat(AddressKey.of("2001:db8:1:ffff::1").network()).isEqualTo(network);
        assertThat(AddressKey.of("2001:db8:2:2::1").network()).isNotEqualTo(network);
        for (String other : new String[] {"192.0.2.1", "::ffff:192.0.2.1", "2002:c000:201::1", "unknown", ""}) {
            assertThat(AddressKey.of(other).network()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:192.0.2.1"})
    void mappedIpv4_countsAsTheIpv4AddressThatItIs(String mapped) {
        assertThat(AddressKey.keyOf(mapped)).isEqualTo("192.0.2.1");
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
        assertThat(AddressKey.keyOf(text)).isIn(text, "6/fe80000000000000");
    }

    @Property(tries = 500)
    void anyText_hasAKey(@ForAll("texts") String text) {
        assertThat(AddressKey.of(text)).isEqualTo(AddressKey.of(text));
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.around(":", "::", "ffff", "1", "192.0.2.1", "%", ".", "z");
    }
}
