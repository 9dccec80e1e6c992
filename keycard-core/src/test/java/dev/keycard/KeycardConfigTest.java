package dev.keycard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.cleanup.CleanupConfig;
import dev.keycard.registration.RegistrationConfig;
import dev.keycard.throttle.ThrottleConfig;
import dev.keycard.throttle.WriteRates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeycardConfigTest {

    @Test
    void toBuilder_keepsEveryPart() {
        KeycardConfig config = KeycardConfig.builder()
                .tiers(List.of("free", "premium"))
                .cleanup(CleanupConfig.defaults())
                .throttle(
                        ThrottleConfig.builder().writes(WriteRates.unlimited()).build())
                .build();

        assertThat(config.toBuilder().build()).isEqualTo(config);
    }

    @Test
    void refuses_rateOfATierThatThereIsNot_withTheNearest() {
        ThrottleConfig throttle = ThrottleConfig.builder()
                .tiers(Map.of("premum", Optional.empty()))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeycardConfig.builder()
                        .tiers(List.of("free", "premium"))
                        .throttle(throttle)
                        .build())
                .withMessage("throttle.tier: permission.tiers has no tier \"premum\"; the nearest is premium");
    }

    @Test
    void refuses_registrationIntoATierThatThereIsNot_withTheNearest() {
        RegistrationConfig registration = new RegistrationConfig(true, null, "fre", null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeycardConfig.builder()
                        .tiers(List.of("free", "premium"))
                        .registration(registration)
                        .build())
                .withMessage("registration.tier: permission.tiers has no tier \"fre\"; the nearest is free");
    }
}
