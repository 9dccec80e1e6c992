package dev.keycard.server.config;

import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.SettingCatalog;
import dev.keycard.settings.SettingFamily;
import dev.keycard.settings.SettingText;
import dev.keycard.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
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

/** Reads a YAML file. Names may be nested or dotted. Values are texts as they are written: {@code no} is not read as false. */
final class YamlFile {

    private static final int DEEPEST = 8;

    private final Path file;
    private final Set<String> lists;
    private final Map<String, SettingText> found = new LinkedHashMap<>();

    private YamlFile(Path file, Set<String> lists) {
        this.file = file;
        this.lists = lists;
    }

    /** The settings in a file. Reading throws {@link ConfigurationException} if the file is not YAML with names and values. */
    static SettingsSource source(Path file) {
        return catalog -> {
            YamlFile reading = new YamlFile(file, lists(catalog));
            reading.root().ifPresent(node -> reading.collect("", node, 0));
            return reading.found;
        };
    }

    private static Set<String> lists(SettingCatalog catalog) {
        return catalog.families()
                .filter(SettingFamily::list)
                .map(SettingFamily::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<Node> root() {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).build();
            return new Compose(settings).composeString(Files.readString(file));
        } catch (IOException unreadable) {
            throw new ConfigurationException("The configuration file " + file
                    + " cannot be read: check that it exists, is text, and that this user may read it.");
        } catch (YamlEngineException malformed) {
            throw new ConfigurationException(
                    "The configuration file " + file + " is not YAML" + place(malformed) + ".");
        }
    }

    private void collect(String name, Node node, int depth) {
        if (lists.contains(name)) {
            collectItems(name, node);
        } else if (node instanceof MappingNode mapping && depth < DEEPEST) {
            for (NodeTuple entry : mapping.getValue()) {
                collect(below(name, entry.getKeyNode()), entry.getValueNode(), depth + 1);
            }
        } else if (name.isEmpty()) {
            throw new ConfigurationException("The configuration file " + file + " must hold names and values.");
        } else if (found.put(name, new SettingText(text(name, node), file.toString())) != null) {
            throw new ConfigurationException(name + " stands twice in " + file + ": remove one of them.");
        }
    }

    /** The parts of each item are named by its number in the list. */
    private void collectItems(String name, Node node) {
        if (!(node instanceof SequenceNode list)) {
            throw noList(name);
        }
        List<Node> items = list.getValue();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof MappingNode item) || item.getValue().isEmpty()) {
                throw noList(name);
            }
            collect(name + "." + (i + 1), item, DEEPEST - 1);
        }
    }

    private ConfigurationException noList(String name) {
        return new ConfigurationException(name + " in " + file + " must be a list, each item with names and values.");
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

    /** Names only the place: the parser's message may quote the file, which may hold secrets. */
    private static String place(YamlEngineException malformed) {
        return malformed instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark()
                        .map(Mark::getLine)
                        .map(line -> " (see line " + (line + 1) + ")")
                        .orElse("")
                : "";
    }
}
