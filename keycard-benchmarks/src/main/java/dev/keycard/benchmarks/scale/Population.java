package dev.keycard.benchmarks.scale;

import dev.keycard.crypto.Base64Url;
import dev.keycard.id.TimeId;
import dev.keycard.sql.PostgresDatabase;
import dev.keycard.sql.PostgresSettings;
import dev.keycard.sql.SqliteDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Users and logins in a database, with API tokens, changes and audit entries in proportion: for each user one familiar address,
 * for five users one API token, for four logins one audit entry, for twenty logins one recent change. Of ten logins six are live,
 * and three in four are chains of refresh tokens. The same numbers give the same rows.
 *
 * <p>Arguments: the URL of an empty PostgreSQL database or the path of a SQLite file, the number of users, the number of logins.
 *
 * @param now the moment at which the population is observed; logins began in the 30 days before
 */
public record Population(long users, long logins, Instant now) {

    /** When populations are observed. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Duration AGE = Duration.ofDays(30);
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = 24 * HOUR;
    private static final long FORTNIGHT = 14 * DAY;

    private static final String HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$kq3VUO3YtPCuT4XCpcVlpWJgBZ1yKFGqqPVDqSLdcZk";

    private static final String DEVICE =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    public static void main(String[] args) throws SQLException {
        Population population = new Population(Long.parseLong(args[1]), Long.parseLong(args[2]), NOW);
        long begin = System.nanoTime();
        if (args[0].startsWith("jdbc:postgresql:")) {
            population.fillPostgres(args[0]);
        } else {
            population.fillSqlite(Path.of(args[0]));
        }
        System.out.printf(
                Locale.ROOT,
                "%,d users and %,d logins in %.0f s%n",
                population.users,
                population.logins,
                (System.nanoTime() - begin) / 1e9);
    }

    /** Fills an empty PostgreSQL database. */
    public void fillPostgres(String url) throws SQLException {
        PostgresDatabase.open(PostgresSettings.of(url)).close();
        try (RowSink sink = new PostgresSink(url)) {
            fill(sink);
        }
    }

    /** Fills a new SQLite file. */
    public void fillSqlite(Path file) throws SQLException {
        SqliteDatabase.open(file).close();
        try (RowSink sink = new SqliteSink(file)) {
            fill(sink);
        }
    }

    /** The sign-in name of a user, numbered from 1. */
    public static String username(long user) {
        return "user" + user;
    }

    private void fill(RowSink sink) throws SQLException {
        SplittableRandom random = new SplittableRandom(users * 31 + logins);
        users(sink);
        accounts(sink);
        familiarAddresses(sink);
        logins(sink, random);
        apiTokens(sink, random);
        changes(sink, random);
        audit(sink);
        sink.finish();
    }

    private void users(RowSink sink) throws SQLException {
        sink.begin(
                "users",
                List.of(
                        "id",
                        "username",
                        "username_key",
                        "email",
                        "email_key",
                        "email_confirmed",
                        "first_name",
                        "last_name",
                        "password_hash",
                        "staff",
                        "superuser",
                        "tier",
                        "roles",
                        "search",
                        "created_at"));
        long created = now.minus(AGE).minus(AGE).toEpochMilli();
        for (long user = 1; user <= users; user++) {
            String name = username(user);
            String mail = name + "@example.org";
            String first = "First" + user % 1_000;
            String last = "Last" + user % 7_919;
            String search =
                    name + ' ' + mail + ' ' + first.toLowerCase(Locale.ROOT) + ' ' + last.toLowerCase(Locale.ROOT);
            sink.row(
                    user,
                    name,
                    name,
                    mail,
                    mail,
                    1,
                    first,
                    last,
                    HASH,
                    0,
                    user == 1 ? 1 : 0,
                    "free",
                    "[\"member\"]",
                    search,
                    created);
        }
        sink.end();
    }

    private void accounts(RowSink sink) throws SQLException {
        sink.begin(
                "account",
                List.of(
                        "user_id",
                        "active",
                        "signed_in",
                        "credential_version",
                        "revoked_before",
                        "api_tokens_revoked_before"));
        for (long user = 1; user <= users; user++) {
            sink.row(Long.toString(user), 1, 1, 0, 0, 0);
        }
        sink.end();
    }

    private void familiarAddresses(RowSink sink) throws SQLException {
        sink.begin("familiar_address", List.of("user_id", "address_key", "seen_at"));
        for (long user = 1; user <= users; user++) {
            sink.row(Long.toString(user), address(user), now.toEpochMilli() - user % FORTNIGHT);
        }
        sink.end();
    }

    private static String address(long number) {
        return "10." + (number >> 16 & 255) + '.' + (number >> 8 & 255) + '.' + (number & 255);
    }

    private void logins(RowSink sink, SplittableRandom random) throws SQLException {
        sink.begin(
                "login",
                List.of(
                        "id",
                        "user_id",
                        "kind",
                        "auth_time",
                        "amr",
                        "generation",
                        "rotated_at",
                        "redeemer",
                        "repeats",
                        "repeats_to_others",
                        "others_lately",
                        "created_at",
                        "last_seen_at",
                        "expires_at",
                        "ended_at",
                        "ended_reason",
                        "device",
                        "address",
                        "secret_digest"));
        for (long login = 0; login < logins; login++) {
            long began = began(login, logins);
            boolean ended = random.nextInt(10) < 4;
            long seen = ended
                    ? began + random.nextLong(now.toEpochMilli() - began)
                    : Math.max(began, now.toEpochMilli() - random.nextLong(DAY));
            boolean session = random.nextInt(4) == 0;
            long user = 1 + random.nextLong(users);
            sink.row(
                    id(began, random),
                    Long.toString(user),
                    session ? "SESSION" : "TOKENS",
                    began,
                    "[\"pwd\"]",
                    session ? 0 : random.nextInt(1_000),
                    session ? began : seen,
                    secret(random, 16),
                    0,
                    0,
                    0,
                    began,
                    seen,
                    seen + FORTNIGHT,
                    ended ? Long.valueOf(seen) : null,
                    ended ? "SIGNED_OUT" : null,
                    DEVICE,
                    address(user),
                    session ? secret(random, 32) : null);
        }
        sink.end();
    }

    /** Evenly over the time, and never two in the same order as their numbers are not. */
    private long began(long number, long of) {
        return now.minus(AGE).toEpochMilli() + (long) ((double) number / of * AGE.toMillis());
    }

    private static String id(long moment, SplittableRandom random) {
        return TimeId.at(Instant.ofEpochMilli(moment), random::nextBytes).text();
    }

    private static String secret(SplittableRandom random, int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64Url.encode(secret);
    }

    private void apiTokens(RowSink sink, SplittableRandom random) throws SQLException {
        sink.begin(
                "api_token",
                List.of("id", "user_id", "digest", "name", "scopes", "prefix", "sign_in", "created_at", "by_staff"));
        long tokens = users / 5;
        for (long token = 0; token < tokens; token++) {
            long began = began(token, tokens);
            String user = Long.toString(1 + random.nextLong(users));
            sink.row(id(began, random), user, secret(random, 32), "deploy", "[\"read\"]", "kc_abcd", 0, began, 0);
        }
        sink.end();
    }

    private void changes(RowSink sink, SplittableRandom random) throws SQLException {
        sink.begin("change", List.of("seq", "at", "kind", "subject"));
        long changes = logins / 20;
        for (long change = 1; change <= changes; change++) {
            long at = now.toEpochMilli() - DAY + (long) ((double) change / changes * DAY);
            sink.row(change, at, "LOGIN_ENDED", id(at, random));
        }
        sink.end();
    }

    private void audit(RowSink sink) throws SQLException {
        sink.begin("audit", List.of("seq", "at", "kind", "user_id", "actor_id", "request", "address", "details"));
        long entries = logins / 4;
        for (long entry = 1; entry <= entries; entry++) {
            String user = Long.toString(1 + entry * 7_919 % users);
            sink.row(
                    entry,
                    began(entry, entries),
                    "signed_in",
                    user,
                    user,
                    "",
                    address(entry),
                    "{\"method\":\"token\"}");
        }
        sink.end();
    }
}
