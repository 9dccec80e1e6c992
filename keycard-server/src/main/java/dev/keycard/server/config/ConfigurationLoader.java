package dev.keycard.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the configuration together: the file, over it the environment, over that the flags. The file is the one that was named,
 * else {@code keycard.yaml} in the working directory, else the one in the data folder, if there is any.
 */
public final class ConfigurationLoader {

    private static final String FILE = "keycard.yaml";

    private final Path workingDirectory;
    private final Map<String, String> environment;

    /**
     * Loads from there.
     *
     * @param workingDirectory where to look for the file
     */
    public ConfigurationLoader(Path workingDirectory, Map<String, String> environment) {
        this.workingDirectory = workingDirectory;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Loads it.
     *
     * @param named the file that was asked for; null to look in the usual places
     * @param flags values that were given as flags, by the setting's name; a null value was not given
     * @throws ConfigurationException if anything in it cannot be used
     */
    public Configuration load(@Nullable Path named, Map<String, @Nullable String> flags) {
        Map<String, Given> above = new LinkedHashMap<>(EnvironmentVariables.read(environment));
        flags.forEach((setting, text) -> {
            if (text != null) {
                above.put(setting, new Given(text, "the flag for it"));
            }
        });
        Map<String, Given> all = new LinkedHashMap<>();
        file(named, above).ifPresent(file -> all.putAll(read(file, above)));
        all.putAll(above);
        return Configuration.of(all);
    }

    private Optional<Path> file(@Nullable Path named, Map<String, Given> above) {
        if (named != null) {
            return Optional.of(workingDirectory.resolve(named));
        }
        Path here = workingDirectory.resolve(FILE);
        return Files.exists(here)
                ? Optional.of(here)
                : Optional.of(inData(above)).filter(Files::exists);
    }

    private Path inData(Map<String, Given> above) {
        return workingDirectory
                .resolve(Configuration.of(above).get(Settings.DATA))
                .resolve(FILE);
    }

    private Map<String, Given> read(Path file, Map<String, Given> above) {
        Map<String, Given> found = YamlFile.read(file);
        if (found.containsKey(Settings.DATA.name()) && file.equals(inData(above))) {
            throw new ConfigurationException("data stands in " + file
                    + ", which was found in the data folder: remove it there, or name the file with --config.");
        }
        return found;
    }
}
