package dev.keycard.example.notes;

import dev.keycard.Keycard;
import dev.keycard.staff.UserResult;
import dev.keycard.store.PageRequest;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserFilter;
import dev.keycard.user.Username;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Makes the first users, at the first start with an empty database: {@code ada}, who is staff, and {@code exporter}, the user of
 * the nightly job, who has no password.
 */
@Component
class FirstUsers implements ApplicationRunner {

    private static final Duration LIFE_OF_EXPORT_TOKEN = Duration.ofDays(90);

    private final Keycard keycard;
    private final String chosen;
    private final Path exportToken;

    /**
     * @param chosen the password of ada; empty for a random one, which is printed once
     * @param exportToken the file for the API token of the job
     */
    FirstUsers(
            Keycard keycard,
            @Value("${notes.first-password:}") String chosen,
            @Value("${notes.export-token}") Path exportToken) {
        this.keycard = keycard;
        this.chosen = chosen;
        this.exportToken = exportToken;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        UserFilter anybody = new UserFilter("", null);
        if (keycard.users().search(anybody, PageRequest.first(1)).items().isEmpty()) {
            makeAda();
            makeExporter();
        }
    }

    @SuppressWarnings("SystemOut") // A secret that is shown once does not belong into a log.
    private void makeAda() {
        String password = chosen.isEmpty() ? random() : chosen;
        NewUser ada = NewUser.named(Username.of("ada"))
                .withRights(true, true)
                .with(user -> user.withRoles("premium", Set.of()));
        create(ada, password);
        if (chosen.isEmpty()) {
            System.out.println("Sign in as ada with the password " + password);
        }
    }

    private void makeExporter() throws IOException {
        User exporter = create(
                NewUser.named(Username.of("exporter")).with(user -> user.withRoles("", Set.of("exporter"))), null);
        String token = keycard.apiTokens()
                .create(exporter, "nightly export", Set.of("notes:export"), LIFE_OF_EXPORT_TOKEN)
                .orElseThrow()
                .secret()
                .reveal();
        Files.deleteIfExists(exportToken);
        Files.createFile(exportToken, ownerOnly());
        Files.writeString(exportToken, token, StandardOpenOption.WRITE);
    }

    private FileAttribute<?>[] ownerOnly() {
        return exportToken.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private User create(NewUser user, @Nullable String password) {
        UserResult result = keycard.users().create(user, password);
        if (result instanceof UserResult.Done done) {
            return done.user();
        }
        throw new IllegalStateException("the user " + user.username() + " cannot be made: " + result);
    }

    private static String random() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
