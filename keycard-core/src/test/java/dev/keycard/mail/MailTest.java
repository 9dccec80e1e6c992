package dev.keycard.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.message.Languages;
import org.junit.jupiter.api.Test;

class MailTest {

    private static final String LINK = "https://example.org/reset#token=abc";

    private final MailTexts texts = MailTexts.in(new Languages(), null);

    @Test
    void refuses_addressThatIsMoreThanOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mail("a@b.org\r\nBcc: e@f.org", "s", "t"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Mail("a@b.org,e@f.org", "s", "t"));
    }

    @Test
    void refuses_subjectOfTwoLines() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mail("a@b.org", "s\r\nBcc: e@f.org", "t"));
    }

    @Test
    void prints_neitherTextNorAddress() {
        assertThat(texts.passwordReset("a@b.org", "ann", LINK).toString()).doesNotContain("token", "a@b.org");
    }

    @Test
    void resetMail_holdsTheLinkOnALineOfItsOwn() {
        assertThat(texts.passwordReset("a@b.org", "ann", LINK).text().lines()).contains(LINK);
        assertThat(texts.registration("a@b.org", LINK).text().lines()).contains(LINK);
    }

    @Test
    void resetMail_namesTheUserOnlyIfTheNameIsHarmless() {
        assertThat(texts.passwordReset("a@b.org", "ann-7", LINK).text()).contains("your account ann-7.");
        assertThat(texts.passwordReset("a@b.org", "https://evil.test", LINK).text())
                .doesNotContain("evil");
        assertThat(texts.passwordReset("a@b.org", "evil.test", LINK).text()).doesNotContain("evil");
        assertThat(texts.passwordReset("a@b.org", "{1}", LINK).text()).containsOnlyOnce(LINK);
    }
}
