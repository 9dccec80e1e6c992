package dev.keycard.example.library;

import dev.keycard.Keycard;
import dev.keycard.key.SealingKeyFile;
import dev.keycard.sql.SqliteDatabase;
import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import java.io.IOException;
import java.nio.file.Path;

/** Starts the API with one user, {@code alice}, whose password is the program's argument. Stop it with Ctrl-C. */
public final class Main {

    private Main() {}

    /** Takes a password for alice. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("give one argument: a password for alice");
        }
        Path folder = Path.of("notes-data");
        try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("keycard.db"));
                Keycard keycard = Keycard.builder(database.stores())
                        .sealingKey(SealingKeyFile.in(folder))
                        .start();
                NotesApi api = new NotesApi(keycard, 8080)) {
            System.out.println(keycard.users().create(NewUser.named(Username.of("alice")), arguments[0]));
            System.out.println("http://127.0.0.1:" + api.port());
            Thread.currentThread().join();
        }
    }
}
