package dev.keycard.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.settings.Setting;
import dev.keycard.settings.SettingFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Development environments complete the properties by a file that follows from the settings. It is written anew by a run with
 * {@code -Dtest.metadata.write=true}.
 */
class MetadataTest {

    private static final Path FILE =
            Path.of("src/main/resources/META-INF/additional-spring-configuration-metadata.json");

    private static final String TEXT = "java.lang.String";

    @Test
    void metadata_hasEachSetting_withItsDefaultAndItsSentence() throws IOException {
        String expected = metadata();
        if (Boolean.getBoolean("test.metadata.write")) {
            Files.writeString(FILE, expected);
        }
        assertThat(Files.readString(FILE)).isEqualTo(expected);
    }

    private static String metadata() {
        JsonMapper json = JsonMapper.builder().build();
        ObjectNode root = json.createObjectNode();
        ArrayNode properties = root.putArray("properties");
        SpringSettings.CATALOG.settings().forEach(setting -> add(properties, setting));
        SpringSettings.CATALOG.families().forEach(family -> add(properties, family));
        add(
                properties,
                "security.limited-tokens",
                TEXT,
                "refused",
                "What rules of Spring Security do with API tokens that are limited to scopes: refused, or"
                        + " by-authorities-insecure.");
        add(
                properties,
                "users",
                TEXT,
                "",
                "Where the users are: application or keycard; by default in the application, if it has a UserDirectory, or"
                        + " a UserDetailsService and a PasswordEncoder.");
        add(
                properties,
                "issuer",
                TEXT,
                "",
                "The Keycard server that issues the tokens, for a service without an engine.");
        add(
                properties,
                "propagation.hosts",
                "java.util.List<java.lang.String>",
                "",
                "The services that get the access token of the caller, each with its port, such as"
                        + " orders.internal:8443; they are called with TLS, loopback also without.");
        add(
                properties,
                "propagation.hosts-insecure",
                "java.util.List<java.lang.String>",
                "",
                "Services that get the access token of the caller and may be called without TLS.");
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }

    private static void add(ArrayNode properties, Setting<?> setting) {
        add(properties, setting.name(), type(setting.defaultValue()), setting.defaultText(), setting.documentation());
    }

    private static void add(ArrayNode properties, SettingFamily<?> family) {
        properties
                .addObject()
                .put("name", "keycard." + family.name())
                .put("type", "java.util.Map<java.lang.String,java.lang.String>")
                .put("description", "See docs/configuration.md.");
    }

    private static String type(Object value) {
        if (value instanceof Collection<?>) {
            return "java.util.List<java.lang.String>";
        }
        return value instanceof Number || value instanceof Boolean || value instanceof Duration || value instanceof Path
                ? (value instanceof Path ? Path.class : value.getClass()).getName()
                : TEXT;
    }

    private static void add(ArrayNode properties, String name, String type, String defaultText, String sentence) {
        ObjectNode property =
                properties.addObject().put("name", "keycard." + name).put("type", type);
        property.put("description", sentence);
        if (!defaultText.isEmpty()) {
            property.put("defaultValue", defaultText);
        }
    }
}
