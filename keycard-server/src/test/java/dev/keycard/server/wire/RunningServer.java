package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Environment;
import dev.keycard.Stores;
import dev.keycard.address.ClientAddresses;
import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.Argon2Hasher;
import dev.keycard.server.testing.Host;
import dev.keycard.server.testing.Hosted;
import dev.keycard.server.testing.NodePlan;
import dev.keycard.server.testing.TestNode;
import dev.keycard.testkit.MutableClock;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.Username;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A whole server on a free port, over a database of its own, with a clock that stands still until a test turns it. */
final class RunningServer implements AutoCloseable {

    /** Everyone's password: a hash takes its time by design, so one serves all users. */
    static final String PASSWORD = "quiet-Lantern-over-7-rivers";

    private static final String HASH = new Argon2Hasher(Argon2Cost.defaults(), Entropy.secure()).hash(PASSWORD);
    private static final Instant START = Instant.parse("2026-03-01T12:00:00.250Z");

    private final MutableClock clock;
    private final RecordedEvents events = new RecordedEvents();
    private final String sealingKey;
    private final TestConfig config;
    private final Path directory;
    private final Hosted hosted;
    private final boolean ownsDirectory;

    private RunningServer(TestConfig config, ClientAddresses clients) {
        this(
                config,
                clients,
                temporaryDirectory(),
                new MutableClock(START),
                Base64Url.encode(Entropy.secure().bytes(32)),
                true);
    }

    private RunningServer(
            TestConfig config,
            ClientAddresses clients,
            Path directory,
            MutableClock clock,
            String sealingKey,
            boolean ownsDirectory) {
        this.config = config;
        this.directory = directory;
        this.clock = clock;
        this.sealingKey = sealingKey;
        this.ownsDirectory = ownsDirectory;
        this.hosted = Host.chosen().open(plan(), clients);
    }

    /** A server with the default configuration. */
    static RunningServer start() {
        return start(UnaryOperator.identity());
    }

    /** A server with a configuration that differs from the default. */
    static RunningServer start(UnaryOperator<TestConfig> difference) {
        return start(difference, ClientAddresses.ofConnections());
    }

    /** A server behind proxies, which tell it where requests come from. */
    static RunningServer start(UnaryOperator<TestConfig> difference, ClientAddresses clients) {
        return new RunningServer(difference.apply(TestConfig.defaults()), clients);
    }

    /** A second server on the same database, with the same clock, that is configured otherwise: as after a restart. */
    RunningServer configuredOtherwise(UnaryOperator<TestConfig> difference) {
        TestConfig other = difference.apply(TestConfig.defaults());
        return new RunningServer(other, ClientAddresses.ofConnections(), directory, clock, sealingKey, false);
    }

    /** A second process on the same database, as the command line is; it serves nobody. */
    TestNode anotherProcess() {
        return TestNode.open(plan());
    }

    WireClient client() {
        return new WireClient(hosted.port());
    }

    int port() {
        return hosted.port();
    }

    MutableClock clock() {
        return clock;
    }

    RecordedEvents events() {
        return events;
    }

    TestNode node() {
        return hosted.node();
    }

    Stores stores() {
        return node().stores();
    }

    /** Where the database is. */
    Path directory() {
        return directory;
    }

    Path databaseFile() {
        return directory.resolve("keycard.db");
    }

    /** An ordinary user with the common password. */
    User user(String name) {
        return user(name, UnaryOperator.identity());
    }

    User user(String name, UnaryOperator<NewUser> difference) {
        NewUser draft = NewUser.named(Username.parse(name).orElseThrow(), HASH);
        return stores().users().create(difference.apply(draft), AuditContext.at(clock.instant()));
    }

    /** The same under a name that somebody else had until recently. */
    User newcomer(String name) {
        NewUser draft = NewUser.named(Username.parse(name).orElseThrow(), HASH);
        return stores().users().createWithReservedName(draft, AuditContext.at(clock.instant()));
    }

    User staff(String name) {
        return user(name, draft -> draft.withRights(true, false));
    }

    /** Lets a user in or shuts them out, through this very process. */
    void setActive(User user, boolean active) {
        assertThat(stores().users().update(user.id(), UserChange.ofActive(active), AuditContext.at(clock.instant())))
                .isPresent();
    }

    void advance(Duration duration) {
        clock.advance(duration);
    }

    /** Signs in for a pair of tokens. */
    Pair signIn(String name) {
        Reply reply = client().post("/api/token/")
                .json("username", name, "password", PASSWORD)
                .send()
                .expect(200);
        return Pair.of(reply);
    }

    @Override
    public void close() {
        hosted.close();
        if (ownsDirectory) {
            deleteDirectory();
        }
    }

    private void deleteDirectory() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException leftover) {
            throw new UncheckedIOException(leftover);
        }
    }

    private NodePlan plan() {
        Environment environment =
                Environment.system().withClock(clock, clock::nanoTime).withEvents(events);
        return new NodePlan(databaseFile(), config.engine(), config.web(), config.users(), sealingKey, environment);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("keycard-wire");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
