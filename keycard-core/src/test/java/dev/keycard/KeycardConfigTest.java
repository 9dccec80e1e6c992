package dev.keycard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.cleanup.CleanupConfig;
import dev.keycard.registration.RegistrationConfig;
import dev.keycard.throttle.ThrottleConfig;
import dev.keycard.throttle.WriteRates;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeycardConfigTest {

    @Test
    void toBuilder_keepsEveryPart() {
        KeycardConfig config = KeycardConfig.builder()
                .tiers(List.of("free", "premium"))
                .cleanup(CleanupConfig.defaults())
                .throttle(ThrottleConfig.defaults().with(WriteRates.unlimited()))
                .build();

        assertThat(config.toBuilder().build()).isEqualTo(config);
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
