package dev.keycard.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTemplateTest {

    private static final String SETTING = "password.reset-link";

    @Test
    void with_putsOriginAndTokenIn() {
        LinkTemplate link = LinkTemplate.of(SETTING, "{public-url}/reset#token={token}", "https://example.org");

        assertThat(link.with("abc")).isEqualTo("https://example.org/reset#token=abc");
    }

    @Test
    void refuses_toGuessTheOrigin() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkTemplate.of(SETTING, "{public-url}/reset#token={token}", null))
                .withMessageContaining("server.public-url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/reset#{token}",
                "javascript:alert({token})",
                "https://example.org/reset",
                "https://example.org/{token}/{token}",
                "https://example.org/{tokn}#{token}",
                "https://example.org/a b#{token}",
                "https://example.org/\n#{token}",
                "https://{token}.example.org/{public-url}"
            })
    void refuses_whatIsNoLinkWithOneToken(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkTemplate.of(SETTING, text, "https://example.org"))
                .withMessageContaining(SETTING);
    }
}
