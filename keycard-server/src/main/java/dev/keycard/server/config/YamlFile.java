package dev.keycard.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a YAML file into names with dots and the texts as they are written: {@code 0s} stays {@code 0s}, {@code no} stays no. */
final class YamlFile {

    private static final int DEEPEST = 8;

    private final Path file;
    private final Map<String, Given> found = new LinkedHashMap<>();

    private YamlFile(Path file) {
        this.file = file;
    }

    /** @throws ConfigurationException if the file cannot be read, or is no YAML of names and values */
    static Map<String, Given> read(Path file) {
        YamlFile reading = new YamlFile(file);
        reading.root().ifPresent(node -> reading.collect("", node, 0));
        return reading.found;
    }

    private Optional<Node> root() {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).build();
            return new Compose(settings).composeString(Files.readString(file));
        } catch (IOException unreadable) {
            throw new ConfigurationException("The configuration file " + file
                    + " cannot be read: check that it exists, is text, and is yours to read.");
        } catch (YamlEngineException malformed) {
            throw new ConfigurationException(
                    "The configuration file " + file + " is not YAML" + place(malformed) + ".");
        }
    }

    private void collect(String name, Node node, int depth) {
        if (node instanceof MappingNode mapping && depth < DEEPEST && !name.equals(Settings.RULES)) {
            for (NodeTuple entry : mapping.getValue()) {
                collect(below(name, entry.getKeyNode()), entry.getValueNode(), depth + 1);
            }
        } else if (name.equals(Settings.RULES)) {
            collectRules(node);
        } else if (name.isEmpty()) {
            throw new ConfigurationException("The configuration file " + file + " must hold names and values.");
        } else if (found.put(name, new Given(text(name, node), file.toString())) != null) {
            throw new ConfigurationException(name + " stands twice in " + file + ": remove one of them.");
        }
    }

    /** The members of each rule stand below its number in the list. */
    private void collectRules(Node node) {
        if (!(node instanceof SequenceNode list)) {
            throw noRules();
        }
        List<Node> rules = list.getValue();
        for (int i = 0; i < rules.size(); i++) {
            if (!(rules.get(i) instanceof MappingNode rule) || rule.getValue().isEmpty()) {
                throw noRules();
            }
            collect(Settings.RULES + "." + (i + 1), rule, DEEPEST - 1);
        }
    }

    private ConfigurationException noRules() {
        return new ConfigurationException(
                Settings.RULES + " in " + file + " must be a list of rules, each with a path and a permission.");
    }

    private String below(String name, Node key) {
        String part = text(name.isEmpty() ? "a name" : name, key);
        return name.isEmpty() ? part : name + "." + part;
    }

    private String text(String name, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        if (node instanceof SequenceNode list) {
            StringJoiner parts = new StringJoiner(", ");
            list.getValue().forEach(part -> parts.add(part instanceof ScalarNode scalar ? scalar.getValue() : "?"));
            return parts.toString();
        }
        throw new ConfigurationException(name + " in " + file + " must have a plain value or a list of them.");
    }

    /** What the parser says may repeat the text, which may hold secrets; where it stands may not. */
    private static String place(YamlEngineException malformed) {
        return malformed instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark()
                        .map(Mark::getLine)
                        .map(line -> " (see line " + (line + 1) + ")")
                        .orElse("")
                : "";
    }
}
