package dev.keycard.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

    @Test
    void password_isNamedAsInRfc8176() {
        assertThat(Authentication.byPassword(Instant.EPOCH).methods()).containsExactly("pwd");
    }

    @Test
    void hasAtLeastOneMethod() {
        assertThatThrownBy(() -> new Authentication(Instant.EPOCH, new TreeSet<>()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void methods_areInOneOrder_andCannotGrowAfterwards() {
        SortedSet<String> methods = new TreeSet<>(List.of("pwd", "otp"));
        Authentication authentication = new Authentication(Instant.EPOCH, methods);
        methods.add("hwk");

        assertThat(authentication.methods()).containsExactly("otp", "pwd");
    }
}
