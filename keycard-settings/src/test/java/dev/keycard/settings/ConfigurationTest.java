package dev.keycard.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.KeycardConfig;
import dev.keycard.web.WebConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The engine's settings from sources of any kind, as an application uses them. */
class ConfigurationTest {

    private static final SettingCatalog CATALOG = SettingCatalog.of(EngineSettings.GROUPS);

    @Test
    void withoutSources_theEngineHasItsDefaults() {
        Configuration settings = Configuration.read(CATALOG, List.of());
        assertThat(EngineSettings.read(settings)).isEqualTo(KeycardConfig.defaults());
        assertThat(WebSettings.read(settings, false)).isEqualTo(WebConfig.defaults());
    }

    @Test
    void laterSource_wins() {
        Configuration settings = Configuration.read(
                CATALOG,
                List.of(
                        SettingsSource.of("a", Map.of("jwt.leeway", "1s", "jwt.issuer", "me")),
                        SettingsSource.of("b", Map.of("jwt.leeway", "2s"))));

        assertThat(settings.get(JwtSettings.LEEWAY)).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.get(JwtSettings.ISSUER)).contains("me");
        assertThat(settings.entries())
                .contains(
                        new Configuration.Entry("jwt.leeway", "2s", "b"),
                        new Configuration.Entry("jwt.issuer", "me", "a"),
                        new Configuration.Entry("jwt.audience", "", "default"));
    }

    @Test
    void everyText_isParsedOnce() {
        AtomicInteger parsed = new AtomicInteger();
        SettingType<String> counting = SettingType.of(
                "text",
                text -> {
                    parsed.incrementAndGet();
                    return Optional.of(text);
                },
                text -> text);
        Setting<String> setting = new Setting<>("test.setting", counting, "", "For this test.");
        SettingFamily<String> family = SettingFamily.of("test.family.", counting);
        Configuration settings = Configuration.read(
                SettingCatalog.of(List.of(SettingGroup.of("Test", setting).with(family))),
                List.of(SettingsSource.of("here", Map.of("test.setting", "a", "test.family.x", "b"))));

        assertThat(settings.get(setting) + settings.get(setting)).isEqualTo("aa");
        assertThat(settings.get(family)).isEqualTo(Map.of("x", "b"));
        assertThat(settings.entries()).hasSize(2);
        assertThat(parsed).hasValue(2);
    }

    @Test
    void refuses_unknownName_withTheNearestKnown() {
        assertRefused(Map.of("jwt.acess-lifetime", "5m"))
                .withMessage("Unknown setting jwt.acess-lifetime in here; did you mean jwt.access-lifetime?");
    }

    @Test
    void refuses_malformedValue_namingSettingAndSource() {
        assertRefused(Map.of("jwt.leeway", "5"))
                .withMessageStartingWith("jwt.leeway is \"5\" in here: write a duration");
        assertRefused(Map.of("throttle.tier.gold", "5")).withMessageStartingWith("throttle.tier.gold is \"5\" in here");
    }

    @Test
    void refuses_valueThatTheEngineRefuses() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EngineSettings.read(read(Map.of("session.idle", "30d"))))
                .withMessage("session.lifetime must not be shorter than session.idle.");
    }

    @Test
    void secrets_areShownNowhere() {
        Configuration settings = read(Map.of("jwt.signing-key", "do-not-show-me"));

        assertThat(settings.entries()).contains(new Configuration.Entry("jwt.signing-key", "***", "here"));
        assertThat(new SettingText("do-not-show-me", "here")).hasToString("SettingText[from here]");
    }

    @Test
    void refuses_settingOfAnotherCatalog() {
        Setting<String> foreign = new Setting<>("jwt.foreign", SettingTypes.TEXT, "", "Not in the catalog.");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of()).get(foreign))
                .withMessageContaining("jwt.foreign");
    }

    @Test
    void refuses_twoSettingsOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingCatalog.of(List.of(JwtSettings.GROUP, JwtSettings.GROUP)))
                .withMessageContaining("jwt.algorithm");
    }

    private static Configuration read(Map<String, String> texts) {
        return Configuration.read(CATALOG, List.of(SettingsSource.of("here", texts)));
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<ConfigurationException> assertRefused(
            Map<String, String> texts) {
        return assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> read(texts));
    }
}
