package dev.keycard.benchmarks.load;

import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.SigningKey;
import dev.keycard.login.Device;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.login.LoginStore;
import dev.keycard.login.Logins;
import dev.keycard.login.RefreshRules;
import dev.keycard.sql.SqliteDatabase;
import dev.keycard.sql.SqliteSettings;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.throttle.LoginThrottle;
import dev.keycard.throttle.WriteRates;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Measures the parts of a refresh separately: the flush of the disk, the commit of one caller and of many, and the signatures.
 *
 * <p>Arguments: an empty directory on the disk in question, seconds for each part, callers.
 */
public final class RefreshFloor {

    private static final Duration IDLE = Duration.ofDays(1);
    private static final int PAGE = 4096;

    private final Duration time;
    private final InstantSource clock = InstantSource.system();

    private RefreshFloor(Duration time) {
        this.time = time;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        int callers = Integer.parseInt(args[2]);
        RefreshFloor floor = new RefreshFloor(Duration.ofSeconds(Long.parseLong(args[1])));
        Figures.print("floor/flushes", floor.flushes(directory.resolve("flushed")));
        try (SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(directory.resolve("floor.db")))) {
            User user = database.users()
                    .create(NewUser.named(Username.parse("floor").orElseThrow(), "!"), AuditContext.at(Instant.now()));
            floor.commits(database, user, callers);
            Figures.print("floor/lone-commits", floor.commits(database, user, 1));
            Figures.print("floor/group-commits", floor.commits(database, user, callers));
        }
        floor.signatures();
        Figures.print("floor/signatures-cpu", floor.signatures());
    }

    /** How many times a second a page can be appended to a file and flushed. */
    private double flushes(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return perSecond(() -> {
                channel.write(ByteBuffer.allocate(PAGE));
                channel.force(false);
            });
        }
    }

    /** How many rotations a second the store makes durable with that many callers, each with its own login. */
    private double commits(SqliteDatabase database, User user, int callers) throws InterruptedException {
        Logins logins = new Logins(
                database.logins(),
                clock,
                Entropy.secure(),
                new LoginThrottle(WriteRates.unlimited(), new LocalCounters(clock, Entropy.secure())));
        List<Double> rates = Crowd.each(callers, member -> {
            Device device = new Device("", "");
            Login login = logins.begin(user, LoginKind.TOKENS, IDLE, null, device, AuditContext.at(Instant.now()))
                    .orElseThrow();
            return perSecond(new Rotations(database.logins(), login)::next);
        });
        return rates.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The time of the signature of an access token, and the signature and check of a refresh token together, in microseconds. */
    private double signatures() throws Exception {
        SigningKey access = SigningKey.generate(JwsAlgorithm.ES256, Entropy.secure(), SignatureProvider.detect());
        SigningKey refresh = SigningKey.generate(JwsAlgorithm.HS256, Entropy.secure(), SignatureProvider.detect());
        byte[] input = new byte[300];
        return 1e6
                / perSecond(() -> {
                    byte[] signature = refresh.sign(input);
                    if (!refresh.verification().verify(input, signature) || access.sign(input).length == 0) {
                        throw new IllegalStateException("a good signature was refused");
                    }
                });
    }

    private double perSecond(Step step) throws Exception {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        int steps = 0;
        do {
            step.run();
            steps++;
        } while (System.nanoTime() < end);
        return steps / Figures.seconds(System.nanoTime() - begin);
    }

    /** Work that is repeated. */
    private interface Step {
        void run() throws Exception;
    }

    /** The generations of one login. */
    private final class Rotations {

        private final RefreshRules rules = new RefreshRules(JwtConfig.defaults());
        private final LoginStore store;
        private Login login;

        Rotations(LoginStore store, Login login) {
            this.store = store;
            this.login = login;
        }

        void next() {
            Instant now = clock.instant();
            RefreshRules.Presented token = new RefreshRules.Presented(login.generation(), "client", false, now);
            login = store.redeem(login.id(), found -> rules.decide(found, token), AuditContext.at(now))
                    .orElseThrow()
                    .login();
        }
    }
}
