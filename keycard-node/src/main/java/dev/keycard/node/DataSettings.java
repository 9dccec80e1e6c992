package dev.keycard.node;

import dev.keycard.api.Internal;
import dev.keycard.crypto.Secret;
import dev.keycard.settings.Setting;
import dev.keycard.settings.SettingGroup;
import dev.keycard.settings.SettingTypes;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of where data is kept. See {@code docs/configuration.md#the-data-folder}. */
@Internal
public final class DataSettings {

    public static final Setting<Path> FOLDER = new Setting<>(
            "data",
            SettingTypes.FOLDER,
            Path.of("./keycard-data"),
            "The folder of the database and the sealing key; made if missing.");
    public static final Setting<Optional<Secret>> SEALING_KEY = new Setting<>(
            "sealing-key",
            SettingTypes.OPTIONAL_SECRET,
            Optional.empty(),
            "43 base64url characters that seal the signing keys, instead of the file sealing.key in the data folder.");
    public static final Setting<String> STORE_URL = new Setting<>(
            "store.url",
            SettingTypes.TEXT,
            "",
            "The database: jdbc:postgresql://host/name, or jdbc:sqlite: and the path of a file; empty for keycard.db in"
                    + " the data folder.");
    public static final Setting<String> STORE_USER =
            new Setting<>("store.user", SettingTypes.TEXT, "", "The user of a PostgreSQL database.");
    public static final Setting<Optional<Secret>> STORE_PASSWORD = new Setting<>(
            "store.password",
            SettingTypes.OPTIONAL_SECRET,
            Optional.empty(),
            "The password of that user, or file:/path of a file that holds it.");
    public static final Setting<String> STORE_SCHEMA = new Setting<>(
            "store.schema",
            SettingTypes.TEXT,
            "",
            "The schema of Keycard's tables in a PostgreSQL database, made if missing; empty for the first one of the user's"
                    + " search_path.");
    public static final Setting<Integer> STORE_CONNECTIONS = new Setting<>(
            "store.connections",
            SettingTypes.COUNT,
            10,
            "How many connections to a PostgreSQL database are opened at most, half of them for changes.");

    public static final SettingGroup GROUP = SettingGroup.of(
            "Data", FOLDER, SEALING_KEY, STORE_URL, STORE_USER, STORE_PASSWORD, STORE_SCHEMA, STORE_CONNECTIONS);

    private DataSettings() {}
}
