package dev.keycard.apitoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenConfigTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void defaults_areThoseOfTheContract() {
        assertThat(ApiTokenConfig.defaults()).isEqualTo(new ApiTokenConfig("Token", DAY.multipliedBy(90), 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "To ken", "Token ", "1Token", "-", "T\u00f6ken", "Bearer", "bearer", "BASIC", "Token,"})
    void refuses_keywordsThatAreNoneOrTaken_andNamesTheSetting(String keyword) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiTokenConfig(keyword, DAY, 1))
                .withMessageContaining("api-token.keyword");
    }

    @Test
    void refuses_lifetimeBelowAMinute_andLimitBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiTokenConfig("Token", Duration.ofSeconds(59), 1))
                .withMessageContaining("api-token.sign-in-lifetime");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiTokenConfig("Token", DAY, 0))
                .withMessageContaining("api-token.sign-in-limit");
    }
}
