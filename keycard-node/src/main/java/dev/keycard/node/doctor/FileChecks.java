package dev.keycard.node.doctor;

import dev.keycard.sql.SqliteSettings;
import java.util.List;

/** Checks of the permissions of the files of a node. */
final class FileChecks {

    private FileChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "files.folder",
                        "who may enter the data folder",
                        node -> FileMode.ownerOnly(node.folder(), "chmod 700")),
                new Check("files.database", "who may read the database", FileChecks::database),
                new Check(
                        "files.sealing-key",
                        "who may read the key that seals the signing keys",
                        node -> FileMode.ownerOnly(node.folder().resolve("sealing.key"), "chmod 600")));
    }

    private static Finding database(Installation installation) {
        return installation.database() instanceof SqliteSettings sqlite
                ? FileMode.ownerOnly(sqlite.file(), "chmod 600")
                : Finding.ok("The database is not a file of this machine.");
    }
}
