package dev.keycard.server.config;

import dev.keycard.node.DataSettings;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.SettingText;
import dev.keycard.settings.SettingsSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: the file, then the environment variables, then the flags; a later source overrides an earlier one.
 * The file is the named one, else {@code keycard.yaml} in the working directory, else that in the data folder, if one exists.
 * Immutable.
 */
public final class ConfigurationLoader {

    private static final String FILE = "keycard.yaml";

    private final Path workingDirectory;
    private final EnvironmentVariables environment;

    /** @param workingDirectory where to look for the file */
    public ConfigurationLoader(Path workingDirectory, Map<String, String> environment) {
        this.workingDirectory = workingDirectory;
        this.environment = new EnvironmentVariables(environment);
    }

    /**
     * Reads it.
     *
     * @param named the file to read; null for the usual places
     * @param flags values that were given as flags, by the setting's name; a null value was not given
     * @throws ConfigurationException if anything in it cannot be used
     */
    public Configuration load(@Nullable Path named, Map<String, @Nullable String> flags) {
        List<SettingsSource> sources = new ArrayList<>(List.of(environment, flags(flags)));
        Path inData = inData(sources);
        file(named, inData).ifPresent(file -> sources.add(0, checked(file, inData)));
        return Configuration.read(ServerConfiguration.CATALOG, sources);
    }

    /** The defaults and those flags alone: neither a file nor the environment is read. */
    public static Configuration fromFlags(Map<String, @Nullable String> flags) {
        return Configuration.read(ServerConfiguration.CATALOG, List.of(flags(flags)));
    }

    private static SettingsSource flags(Map<String, @Nullable String> flags) {
        Map<String, String> given = new LinkedHashMap<>();
        flags.forEach((setting, text) -> {
            if (text != null) {
                given.put(setting, text);
            }
        });
        return SettingsSource.of("the flag for it", given);
    }

    private Optional<Path> file(@Nullable Path named, Path inData) {
        if (named != null) {
            return Optional.of(workingDirectory.resolve(named));
        }
        Path here = workingDirectory.resolve(FILE);
        return Files.exists(here) ? Optional.of(here) : Optional.of(inData).filter(Files::exists);
    }

    private Path inData(List<SettingsSource> withoutFile) {
        Configuration above = Configuration.read(ServerConfiguration.CATALOG, withoutFile);
        return workingDirectory.resolve(above.get(DataSettings.FOLDER)).resolve(FILE);
    }

    private static SettingsSource checked(Path file, Path inData) {
        return catalog -> {
            Map<String, SettingText> found = YamlFile.source(file).read(catalog);
            if (found.containsKey(DataSettings.FOLDER.name()) && file.equals(inData)) {
                throw new ConfigurationException("data stands in " + file
                        + ", which was found in the data folder: remove it there, or name the file with --config.");
            }
            return found;
        };
    }
}
