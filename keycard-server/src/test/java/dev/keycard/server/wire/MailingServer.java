package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Environment;
import dev.keycard.Stores;
import dev.keycard.audit.AuditContext;
import dev.keycard.server.testing.TestServer;
import dev.keycard.testkit.MutableClock;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole server that writes its mail to files, with a clock that stands still until a test turns it. */
final class MailingServer implements AutoCloseable {

    static final String PASSWORD = "quiet-Lantern-over-7-rivers";
    static final String NEW_PASSWORD = "another-Lantern-4-shores";
    static final String ORIGIN = "https://id.example.org";

    /** Without notices, so that a test sees the mails that it asks for. */
    private static final Map<String, String> MAIL = Map.of(
            "mail.outbox", "file",
            "mail.from", "no-reply@example.org",
            "server.public-url", ORIGIN,
            "notify.api-token", "false",
            "notify.password", "false",
            "notify.sign-in", "false");

    private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]+)");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00.250Z"));
    private final RecordedEvents events = new RecordedEvents();
    private final Set<Path> seen = new HashSet<>();
    private final Path folder;
    private final TestServer server;

    private MailingServer(Path folder, Map<String, String> settings) {
        this.folder = folder;
        Environment environment =
                Environment.system().withClock(clock, clock::nanoTime).withEvents(events);
        this.server = TestServer.start(folder, settings, environment);
    }

    static MailingServer start(Path folder, String... namesAndValues) {
        Map<String, String> settings = new HashMap<>(MAIL);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new MailingServer(folder, settings);
    }

    Outgoing post(String path) {
        return client().post(path);
    }

    WireClient client() {
        return new WireClient(server.port());
    }

    RecordedEvents events() {
        return events;
    }

    Stores stores() {
        return server.engine().stores();
    }

    AuditContext auditContext() {
        return AuditContext.at(clock.instant());
    }

    void advance(Duration duration) {
        clock.advance(duration);
    }

    User user(String name, String email) {
        String hash = server.engine().passwords().hash(PASSWORD);
        return user(name, email, hash);
    }

    User user(String name, String email, String hash) {
        NewUser draft = NewUser.named(Username.parse(name).orElseThrow(), hash)
                .withEmail(email)
                .withConfirmedEmail();
        return stores().users().create(draft, auditContext());
    }

    /** A user under a name that somebody else had until recently. */
    User newcomer(String name, String email, String hash) {
        NewUser draft = NewUser.named(Username.parse(name).orElseThrow(), hash).withEmail(email);
        return stores().users().createWithReservedName(draft, auditContext());
    }

    Reply signIn(String name, String password) {
        return post("/api/token/").json("username", name, "password", password).send();
    }

    Reply requestReset(String email) {
        return post("/api/password/reset/").json("email", email).send();
    }

    Reply confirmReset(String token, String password) {
        return post("/api/password/reset/confirm/")
                .json("token", token, "new_password", password)
                .send();
    }

    /** Asks for a reset and gives the token of the mail that it brings. */
    String resetToken(String email) {
        requestReset(email).expect(202);
        return tokenIn(nextMail());
    }

    /** The one mail that was not looked at yet, as it lies there. */
    String nextMail() {
        return nextMails(1).get(0);
    }

    /** Waits for exactly so many mails that were not looked at yet. */
    List<String> nextMails(int expected) {
        Eventually.holds(expected + " more mails", () -> unseen().size() >= expected);
        Set<Path> found = unseen();
        assertThat(found).hasSize(expected);
        seen.addAll(found);
        return found.stream().map(MailingServer::read).toList();
    }

    /** Whether a mail to another address, asked for now, is the only one: what would have come before it did not. */
    void expectNoMailBut(String email) {
        requestReset(email).expect(202);
        assertThat(nextMail()).contains("To: " + email);
    }

    private Set<Path> unseen() {
        Path outbox = folder.resolve("outbox");
        if (!Files.isDirectory(outbox)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(outbox)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !seen.contains(file))
                    .collect(Collectors.toSet());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String tokenIn(String mail) {
        Matcher token = TOKEN.matcher(mail);
        assertThat(token.find()).as(mail).isTrue();
        return token.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
