package dev.keycard.user;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a@b", "ann.lee+tag@example.org", "ann@sub-domain.example.org", "änn@exämple.org", "o'neil@x.org"
            })
    void delivers_toOrdinaryAddresses(String address) {
        assertThat(EmailAddress.isDeliverable(address)).isTrue();
        assertThat(EmailAddress.isAddress(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "@example.org",
                "ann@",
                "ann@@example.org",
                "ann@example.org\r\nBcc: eve@evil.test",
                "ann@example.org\n",
                "ann@example.org,eve@evil.test",
                "ann,eve@evil.test",
                "ann@example.org;eve",
                "<ann@example.org>",
                "Ann<ann@example.org>",
                "ann(comment)@example.org",
                "\"ann\"@example.org",
                "group:ann@example.org",
                "ann@[127.0.0.1]",
                "ann@example.org\u0000",
                "ann\u200b@example.org",
                "ann\u2028@example.org",
                "ann\u00a0@example.org",
                "ann@.example.org",
                "ann@example.org.",
                "a\\b@example.org"
            })
    void refuses_deliveryToWhatCouldBeReadAsSomethingElse(String address) {
        assertThat(EmailAddress.isDeliverable(address)).isFalse();
    }

    @Property
    void delivers_onlyToOneLineWithOneAt(@ForAll String address) {
        if (EmailAddress.isDeliverable(address)) {
            assertThat(address).doesNotContainAnyWhitespaces().doesNotContain("<", ">", ",", ";");
            assertThat(address.chars().filter(c -> c == '@')).hasSize(1);
        }
    }

    @Property
    void fold_isStable(@ForAll String text) {
        String key = EmailAddress.fold(text);

        assertThat(EmailAddress.fold(key)).isEqualTo(EmailAddress.fold(EmailAddress.fold(key)));
    }
}
