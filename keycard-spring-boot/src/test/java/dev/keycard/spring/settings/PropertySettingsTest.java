package dev.keycard.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.gate.Scheme;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.JwtSettings;
import dev.keycard.settings.PermissionSettings;
import dev.keycard.settings.SiteSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The settings under {@code keycard.}, in each form in which an application may write them. */
class PropertySettingsTest {

    private static StandardEnvironment properties(Map<String, Object> properties) {
        return environment(properties, Map.of());
    }

    private static StandardEnvironment environment(Map<String, Object> properties, Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
        environment.getPropertySources().addLast(new MapPropertySource("application", new HashMap<>(properties)));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    @Test
    void values_lists_andFamilies() {
        var settings = SpringSettings.read(properties(Map.ofEntries(
                Map.entry("keycard.jwt.access-lifetime", "3m"),
                Map.entry("keycard.authentication.schemes[0]", "jwt"),
                Map.entry("keycard.authentication.schemes[1]", "token"),
                Map.entry("keycard.permission.tiers", "free, premium"),
                Map.entry("keycard.permission.roles.editor[0]", "notes.change"),
                Map.entry("keycard.permission.roles.editor[1]", "notes.read"),
                Map.entry("keycard.endpoints.shared-signals", "off"),
                Map.entry("keycard.endpoints.openapi", Boolean.TRUE),
                Map.entry("keycard.permission.rules[0].path", "/x"),
                Map.entry("keycard.permission.rules[0].permission", "AllowAny"),
                Map.entry("other.unknown", "x"))));
        assertThat(settings.get(JwtSettings.ACCESS_LIFETIME)).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.get(SiteSettings.SCHEMES)).containsExactly(Scheme.JWT, Scheme.TOKEN);
        assertThat(settings.get(PermissionSettings.TIERS)).isEqualTo(List.of("free", "premium"));
        assertThat(settings.get(PermissionSettings.ROLES))
                .isEqualTo(Map.of("editor", List.of("notes.change", "notes.read")));
        assertThat(settings.get(SiteSettings.ENDPOINTS)).isEqualTo(Map.of("shared-signals", false, "openapi", true));
        assertThat(settings.get(PermissionSettings.RULES))
                .isEqualTo(Map.of("1.path", "/x", "1.permission", "AllowAny"));
    }

    @Test
    void variables_winOverFiles_inBothSpellings() {
        Map<String, Object> file = Map.of("keycard.jwt.access-lifetime", "3m");
        for (String name : List.of("KEYCARD_JWT_ACCESSLIFETIME", "KEYCARD_JWT_ACCESS_LIFETIME")) {
            assertThat(SpringSettings.read(environment(file, Map.of(name, "2m")))
                            .get(JwtSettings.ACCESS_LIFETIME))
                    .as(name)
                    .isEqualTo(Duration.ofMinutes(2));
        }
    }

    @Test
    void misspeltProperty_isRefused_withTheNearestOne() {
        assertThatThrownBy(() -> SpringSettings.read(properties(Map.of("keycard.jwt.access-lifetme", "3m"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Unknown property keycard.jwt.access-lifetme; did you mean keycard.jwt.access-lifetime?");
    }

    /** A platform sets such variables for a service that is called keycard. */
    @Test
    void unknownVariable_isNoMistake() {
        assertThat(SpringSettings.read(environment(Map.of(), Map.of("KEYCARD_PORT", "tcp://10.0.0.1:80")))
                        .get(JwtSettings.ACCESS_LIFETIME))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void malformedValue_isRefusedByName() {
        assertThatThrownBy(() -> SpringSettings.read(properties(Map.of("keycard.jwt.access-lifetime", "soon"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("jwt.access-lifetime");
    }
}
