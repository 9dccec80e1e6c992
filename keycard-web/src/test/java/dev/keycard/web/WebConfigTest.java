package dev.keycard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.KeycardConfig;
import dev.keycard.gate.Scheme;
import dev.keycard.web.throttle.RequestRates;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebConfigTest {

    @Test
    void defaults_areThoseOfTheContract_inOrder() {
        assertThat(WebConfig.defaults().schemes()).containsExactly(Scheme.JWT, Scheme.TOKEN, Scheme.SESSION);
        assertThat(WebConfig.defaults().publicOrigin()).isNull();
    }

    @Test
    void refuses_noSchemes_andNamesTheSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Set.of()))
                .withMessageContaining("authentication.schemes");
    }

    @Test
    void schemes_keepTheirOrder_andCannotBeChanged() {
        Set<Scheme> order = new LinkedHashSet<>(List.of(Scheme.SESSION, Scheme.BASIC, Scheme.JWT));
        WebConfig config = with(order);
        order.clear();

        assertThat(config.schemes()).containsExactly(Scheme.SESSION, Scheme.BASIC, Scheme.JWT);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> config.schemes().clear());
    }

    @Test
    void toBuilder_keepsEveryPart() {
        WebConfig config = WebConfig.builder()
                .schemes(Set.of(Scheme.BASIC))
                .paths(Map.of("token", "/sign-in/"))
                .publicOrigin("https://api.example.org")
                .build();

        assertThat(config.toBuilder().build()).isEqualTo(config);
    }

    private static WebConfig with(Set<Scheme> schemes) {
        return WebConfig.builder().schemes(schemes).build();
    }

    @Test
    void refuses_rateOfATierThatTheEngineHasNot_withTheNearest() {
        KeycardConfig engine =
                KeycardConfig.builder().tiers(List.of("free", "premium")).build();
        RequestRates rates =
                RequestRates.builder().tiers(Map.of("premum", Optional.empty())).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebConfig.builder().throttle(rates).build().checkedWith(engine))
                .withMessage("throttle.tier: permission.tiers has no tier \"premum\"; the nearest is premium");
    }
}
