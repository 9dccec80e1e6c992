package dev.keycard.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.message.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenialTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "upgrade_needed", "permission_denied"})
    void takes_codeOfLettersAndUnderscores(String code) {
        assertThat(new Denial(code, Message.literally("Sorry.")).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Upgrade",
                "up-grade",
                "a1",
                "é",
                "a b",
                "a\n",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void refuses_otherCodes(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Denial(code, Message.literally("Sorry.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token_not_valid", "not_authenticated", "throttled", "csrf_failed"})
    void refuses_codeThatMeansSomethingElse(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Denial(code, Message.literally("Sorry.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "nul\0"})
    void refuses_messageThatIsNoSentence(String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Denial("sorry", Message.literally(message)));
    }

    @Test
    void refuses_messageThatIsTooLong() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Denial("sorry", Message.literally("x".repeat(501))));
    }
}
