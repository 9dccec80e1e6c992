package dev.keycard.server.config;

import dev.keycard.address.ForwardedHeader;
import dev.keycard.address.Network;
import dev.keycard.crypto.Secret;
import dev.keycard.delivery.OutboxKind;
import dev.keycard.delivery.Sender;
import dev.keycard.delivery.SmtpTls;
import dev.keycard.gate.Scheme;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.JwtCookies;
import dev.keycard.server.log.LogFormat;
import dev.keycard.server.log.LogLevel;
import dev.keycard.throttle.Rate;
import dev.keycard.web.authcheck.ProxyHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that can be set, once. A test compares it with {@code docs/configuration.md}. */
public final class Settings {

    /** What stands before the name of an endpoint whose path is changed. */
    public static final String PATHS = "paths.";

    /** What stands before the name of a role whose permissions are told. */
    public static final String ROLES = "permission.roles.";

    /** The list of rules for proxies, which only a file can hold. */
    public static final String RULES = "permission.rules";

    /** What stands before the name of a tier that has a rate of its own. */
    public static final String TIER_RATES = "throttle.tier.";

    /** What stands before the name of an endpoint that has a rate of its own. */
    public static final String SCOPE_RATES = "throttle.scope.";

    /** The beginnings of settings whose names the operator makes up. */
    static final List<String> FAMILIES = List.of(PATHS, ROLES, RULES + ".", TIER_RATES, SCOPE_RATES);

    public static final Setting<String> HOST = new Setting<>(
            "server.host",
            Types.WORD,
            "127.0.0.1",
            "The address to listen on; 0.0.0.0 for every address of the machine.");
    public static final Setting<Integer> PORT =
            new Setting<>("server.port", Types.PORT, "8000", "The port to listen on; 0 for any free one.");
    public static final Setting<Optional<Path>> TLS_CERTIFICATE = new Setting<>(
            "server.tls.certificate",
            Types.OPTIONAL_PATH,
            "",
            "A PEM file with the certificate and those that lead to its root; turns TLS and HTTP/2 on.");
    public static final Setting<Optional<Path>> TLS_KEY = new Setting<>(
            "server.tls.key",
            Types.OPTIONAL_PATH,
            "",
            "A PEM file with the certificate's private key in PKCS #8 form.");
    public static final Setting<Optional<Origin>> PUBLIC_URL = new Setting<>(
            "server.public-url",
            Types.ORIGIN,
            "",
            "Where browsers reach the site, such as https://api.example.org; https makes cookies Secure.");
    public static final Setting<Optional<Integer>> MAX_CONNECTIONS = new Setting<>(
            "server.max-connections",
            Types.COUNT_OR_AUTO,
            "auto",
            "How many connections are held at once; more are closed. auto is what the heap has room for, 10000 at most.");
    public static final Setting<Optional<Integer>> MAX_CONNECTIONS_PER_ADDRESS = new Setting<>(
            "server.max-connections-per-address",
            Types.COUNT_OR_AUTO,
            "auto",
            "How many of them one IPv4 address or IPv6 /64 may have; auto is a quarter. Trusted proxies are exempt.");

    public static final Setting<List<Network>> TRUSTED_PROXIES = new Setting<>(
            "server.trusted-proxies",
            Types.NETWORKS,
            "",
            "Addresses and networks of the proxies that are believed about whom they speak for.");
    public static final Setting<ForwardedHeader> FORWARDED_HEADER = new Setting<>(
            "server.forwarded-header",
            Types.FORWARDED_HEADER,
            "X-Forwarded-For",
            "The header in which they say it, X-Forwarded-For or Forwarded; the other is not read.");

    public static final Setting<Path> DATA = new Setting<>(
            "data", Types.PATH, "./keycard-data", "The folder of the database and the sealing key; made if missing.");
    public static final Setting<Optional<Secret>> SEALING_KEY = new Setting<>(
            "sealing-key",
            Types.OPTIONAL_SECRET,
            "",
            "43 base64url characters that seal the signing keys, instead of the file sealing.key in the data folder.");
    public static final Setting<String> STORE_URL = new Setting<>(
            "store.url",
            Types.TEXT,
            "",
            "The database, jdbc:sqlite: and the path of a file; empty for keycard.db in the data folder.");

    public static final Setting<Optional<Long>> STORE_WARN_SIZE = new Setting<>(
            "store.warn-size",
            Types.SIZE_OR_NONE,
            "8GiB",
            "The size of the database from which a warning is logged, or none.");
    public static final Setting<Optional<Long>> STORE_STOP_SIZE = new Setting<>(
            "store.stop-observations-size",
            Types.SIZE_OR_NONE,
            "32GiB",
            "The size of the database from which refusals are counted and not written to the audit, or none.");
    public static final Setting<Optional<Long>> STORE_WARN_FREE = new Setting<>(
            "store.warn-free",
            Types.SIZE_OR_NONE,
            "1GiB",
            "The room left on its disk below which a warning is logged, or none.");
    public static final Setting<Optional<Long>> STORE_STOP_FREE = new Setting<>(
            "store.stop-observations-free",
            Types.SIZE_OR_NONE,
            "200MiB",
            "The room left on its disk below which refusals are counted and not written, or none.");

    public static final Setting<Set<Scheme>> SCHEMES = new Setting<>(
            "authentication.schemes",
            Types.SCHEMES,
            "jwt, token, session",
            "Which credentials are accepted: jwt, token, session, and basic, which costs a password hash per request.");

    public static final Setting<JwsAlgorithm> JWT_ALGORITHM =
            new Setting<>("jwt.algorithm", Types.ALGORITHM, "ES256", "What new tokens are signed with.");
    public static final Setting<Optional<Secret>> JWT_SIGNING_KEY = new Setting<>(
            "jwt.signing-key",
            Types.OPTIONAL_SECRET,
            "",
            "The key to sign with; empty lets Keycard make its keys, seal them and rotate them.");
    public static final Setting<List<Secret>> JWT_VERIFYING_KEYS = new Setting<>(
            "jwt.verifying-keys",
            Types.SECRETS,
            "",
            "Keys whose tokens are accepted too, but that never sign: former keys, and those of other issuers.");
    public static final Setting<Optional<Duration>> JWT_ROTATE_EVERY = new Setting<>(
            "jwt.rotate-every",
            Types.DURATION_OR_NEVER,
            "90d",
            "How long a key that Keycard made signs before the next one takes over; never leaves it to keys rotate.");
    public static final Setting<Optional<String>> JWT_ISSUER =
            new Setting<>("jwt.issuer", Types.OPTIONAL_TEXT, "", "The iss claim to write and to require.");
    public static final Setting<Optional<String>> JWT_AUDIENCE =
            new Setting<>("jwt.audience", Types.OPTIONAL_TEXT, "", "The aud claim to write and to require.");
    public static final Setting<Duration> JWT_ACCESS_LIFETIME =
            new Setting<>("jwt.access-lifetime", Types.DURATION, "5m", "How long an access token lives.");
    public static final Setting<Duration> JWT_REFRESH_LIFETIME = new Setting<>(
            "jwt.refresh-lifetime",
            Types.DURATION,
            "1d",
            "How long a refresh token lives, counted anew at each rotation.");
    public static final Setting<Duration> JWT_LOGIN_LIFETIME = new Setting<>(
            "jwt.login-lifetime",
            Types.DURATION,
            "30d",
            "How long a login lives at most, however often it is refreshed.");
    public static final Setting<Duration> JWT_LEEWAY =
            new Setting<>("jwt.leeway", Types.DURATION, "0s", "How far the clock of another machine may be off.");
    public static final Setting<Boolean> JWT_ROTATE_REFRESH = new Setting<>(
            "jwt.rotate-refresh", Types.BOOLEAN, "true", "Whether each refresh hands out a new refresh token.");
    public static final Setting<Duration> JWT_REFRESH_GRACE = new Setting<>(
            "jwt.refresh-grace",
            Types.DURATION,
            "30s",
            "How long a refresh token that was just exchanged still gets the same successor; after that it is theft.");
    public static final Setting<JwtCookies> JWT_COOKIES = new Setting<>(
            "jwt.cookies",
            Types.JWT_COOKIES,
            "none",
            "Which tokens are kept in a browser's cookies and not in bodies: none, refresh or both.");

    public static final Setting<Duration> SESSION_IDLE =
            new Setting<>("session.idle", Types.DURATION, "2d", "How long a session lives unseen.");
    public static final Setting<Duration> SESSION_LIFETIME =
            new Setting<>("session.lifetime", Types.DURATION, "14d", "How long a session lives at most.");

    public static final Setting<String> TOKEN_KEYWORD = new Setting<>(
            "token.keyword", Types.WORD, "Token", "The word before an API token in the Authorization header.");
    public static final Setting<Duration> TOKEN_SIGN_IN_LIFETIME = new Setting<>(
            "token.sign-in-lifetime", Types.DURATION, "90d", "How long an API token made by signing in lives.");
    public static final Setting<Integer> TOKEN_SIGN_IN_LIMIT = new Setting<>(
            "token.sign-in-limit",
            Types.COUNT,
            "20",
            "How many of those a user has at most; the longest unused one makes room.");

    public static final Setting<Integer> TOKEN_LIMIT = new Setting<>(
            "token.limit",
            Types.COUNT,
            "800",
            "How many live API tokens a user may have and still ask for one more; 800 at most.");

    public static final Setting<Long> ARGON2_MEMORY =
            new Setting<>("password.argon2.memory", Types.SIZE, "19MiB", "The memory that one password hash takes.");
    public static final Setting<Integer> ARGON2_ITERATIONS = new Setting<>(
            "password.argon2.iterations", Types.COUNT, "2", "How often a password hash passes over its memory.");
    public static final Setting<Integer> ARGON2_PARALLELISM =
            new Setting<>("password.argon2.parallelism", Types.COUNT, "1", "The lanes of a password hash.");
    public static final Setting<Optional<Integer>> HASH_THREADS = new Setting<>(
            "password.hash-threads",
            Types.COUNT_OR_AUTO,
            "auto",
            "How many passwords are hashed at once; auto is half the cores, or fewer where the heap has no room for them.");
    public static final Setting<Optional<Integer>> HASH_QUEUE = new Setting<>(
            "password.hash-queue",
            Types.COUNT_OR_AUTO,
            "auto",
            "How many wait for that; more are turned away with 503. auto is 16 for each thread, 64 at most.");
    public static final Setting<Optional<Long>> IMPORTED_MEMORY = new Setting<>(
            "password.imported-memory",
            Types.SIZE_OR_AUTO,
            "auto",
            "The memory that imported hashes share, 128MiB at most; auto is what the heap has room for.");
    public static final Setting<Integer> MIN_LENGTH = new Setting<>(
            "password.min-length", Types.COUNT, "8", "The shortest new password, in characters; 8 at least.");

    public static final Setting<Duration> RECENT_PROOF = new Setting<>(
            "account.recent-proof",
            Types.DURATION,
            "5m",
            "How long a sign-in is proof enough to change the mail address or make an API token; then the password is.");

    public static final Setting<String> EMAIL_CONFIRM_LINK = new Setting<>(
            "account.email-confirm-link",
            Types.WORD,
            "{public-url}/email/confirm#token={token}",
            "The page that the mail to a new address leads to, which confirms it.");
    public static final Setting<String> EMAIL_UNDO_LINK = new Setting<>(
            "account.email-undo-link",
            Types.WORD,
            "{public-url}/email/undo#token={token}",
            "The page that the mail to the old address leads to, which undoes the change for 7 days.");

    public static final Setting<String> RESET_LINK = new Setting<>(
            "password.reset-link",
            Types.WORD,
            "{public-url}/reset#token={token}",
            "The page that the mail leads to for a new password; what follows # is not sent to servers.");

    public static final Setting<Duration> NAME_QUARANTINE = new Setting<>(
            "account.name-quarantine",
            Types.DURATION,
            "90d",
            "How long the name of a renamed or deleted user stays reserved for them; 0s frees it at once.");

    public static final Setting<Boolean> REGISTRATION =
            new Setting<>("registration.enabled", Types.BOOLEAN, "false", "Whether people may make their own user.");
    public static final Setting<Boolean> REGISTRATION_CONFIRM = new Setting<>(
            "registration.confirm-mail",
            Types.BOOLEAN,
            "true",
            "Whether a user is made only when the link in a mail was opened; has no effect while mail.outbox is none.");
    public static final Setting<String> REGISTRATION_LINK = new Setting<>(
            "registration.confirm-link",
            Types.WORD,
            "{public-url}/register#token={token}",
            "The page that this mail leads to.");
    public static final Setting<String> REGISTRATION_TIER =
            new Setting<>("registration.tier", Types.TEXT, "", "The tier of users who registered.");

    public static final Setting<Boolean> NOTIFY_API_TOKEN = new Setting<>(
            "notify.api-token", Types.BOOLEAN, "true", "Whether people are told by mail of a new API token of theirs.");
    public static final Setting<Boolean> NOTIFY_PASSWORD =
            new Setting<>("notify.password", Types.BOOLEAN, "true", "Whether they are told of a new password.");
    public static final Setting<Boolean> NOTIFY_SIGN_IN = new Setting<>(
            "notify.sign-in",
            Types.BOOLEAN,
            "true",
            "Whether they are told of a sign-in from an address that is not familiar.");

    public static final Setting<OutboxKind> MAIL_OUTBOX = new Setting<>(
            "mail.outbox",
            Types.OUTBOX,
            "none",
            "Where mail goes: smtp, file, log-insecure, or none, which turns off what needs mail.");
    public static final Setting<Optional<Sender>> MAIL_FROM =
            new Setting<>("mail.from", Types.SENDER, "", "From whom mail comes.");
    public static final Setting<Optional<String>> SMTP_HOST =
            new Setting<>("mail.smtp.host", Types.OPTIONAL_TEXT, "", "The mail server.");
    public static final Setting<Integer> SMTP_PORT =
            new Setting<>("mail.smtp.port", Types.PORT, "587", "Its port; usually 465 where mail.smtp.tls is tls.");
    public static final Setting<Optional<String>> SMTP_USERNAME =
            new Setting<>("mail.smtp.username", Types.OPTIONAL_TEXT, "", "The user name there, if it asks for one.");
    public static final Setting<Optional<Secret>> SMTP_PASSWORD =
            new Setting<>("mail.smtp.password", Types.OPTIONAL_SECRET, "", "The password there.");
    public static final Setting<SmtpTls> SMTP_TLS = new Setting<>(
            "mail.smtp.tls",
            Types.SMTP_TLS,
            "starttls-required",
            "How the connection is protected: starttls-required, tls from the first byte, or none-insecure.");
    public static final Setting<Duration> SMTP_TIMEOUT = new Setting<>(
            "mail.smtp.timeout", Types.DURATION, "10s", "How long each step with the mail server may take.");

    public static final Setting<Optional<Rate>> THROTTLE_ANON =
            new Setting<>("throttle.anon", Types.RATE, "none", "Requests without credentials, for each address.");
    public static final Setting<Optional<Rate>> THROTTLE_USER =
            new Setting<>("throttle.user", Types.RATE, "none", "Requests of each user.");
    public static final Setting<Optional<Rate>> THROTTLE_SIGN_IN = new Setting<>(
            "throttle.sign-in", Types.RATE, "10/min", "Failed sign-ins for each account, over all doors together.");
    public static final Setting<Optional<Rate>> THROTTLE_SIGN_IN_ADDRESS = new Setting<>(
            "throttle.sign-in-address",
            Types.RATE,
            "100/min",
            "Failed sign-ins from each address, over all doors together.");
    public static final Setting<Optional<Rate>> THROTTLE_SIGN_IN_SUCCESS = new Setting<>(
            "throttle.sign-in-success",
            Types.RATE,
            "300/min",
            "Sign-ins with the right password for each account, over all doors together; Basic signs in with each request.");
    public static final Setting<Optional<Rate>> THROTTLE_SIGN_IN_SUCCESS_ADDRESS = new Setting<>(
            "throttle.sign-in-success-address",
            Types.RATE,
            "1500/min",
            "Sign-ins with right passwords from each address, over all doors together.");

    public static final Setting<Optional<Rate>> THROTTLE_WRITE = new Setting<>(
            "throttle.write",
            Types.RATE,
            "60/min",
            "Requests of each user that change something, over all endpoints together.");
    public static final Setting<Optional<Rate>> THROTTLE_WRITE_DAY =
            new Setting<>("throttle.write-day", Types.RATE, "2000/day", "The same, for a longer time.");
    public static final Setting<Optional<Rate>> THROTTLE_STAFF_WRITE = new Setting<>(
            "throttle.staff-write",
            Types.RATE,
            "600/min",
            "Requests of each of the staff that change something, instead of both.");
    public static final Setting<Optional<Rate>> THROTTLE_LOGIN_DAY = new Setting<>(
            "throttle.login-day", Types.RATE, "20000/day", "Logins, and API tokens made by signing in, of each user.");
    public static final Setting<Optional<Rate>> THROTTLE_REFRESH =
            new Setting<>("throttle.refresh", Types.RATE, "120/min", "Refreshes of each login.");

    public static final Setting<Optional<Rate>> THROTTLE_RESET =
            new Setting<>("throttle.reset", Types.RATE, "5/h", "Password resets asked for, for each mail address.");
    public static final Setting<Optional<Rate>> THROTTLE_RESET_ADDRESS = new Setting<>(
            "throttle.reset-address",
            Types.RATE,
            "30/h",
            "Password resets asked for from each client's address, as many confirmations, and links about addresses opened.");
    public static final Setting<Optional<Rate>> THROTTLE_EMAIL_CHANGE = new Setting<>(
            "throttle.email-change",
            Types.RATE,
            "5/h",
            "Changes of the mail address that each user asks for, and mails to each new address.");
    public static final Setting<Optional<Rate>> THROTTLE_REGISTER = new Setting<>(
            "throttle.register",
            Types.RATE,
            "10/h",
            "Registrations from each client's address, as many confirmations, and mails to each mail address.");

    public static final Setting<String> PERMISSION_DEFAULT = new Setting<>(
            "permission.default",
            Types.WORD,
            "IsAuthenticated",
            "What a user needs for the endpoints of their own account, such as IsAuthenticated and not HasRole(guest).");
    public static final Setting<List<String>> PERMISSION_TIERS = new Setting<>(
            "permission.tiers", Types.NAMES, "", "The tiers of users, the lowest first, such as free, premium.");

    public static final Setting<ProxyHeaders> AUTH_CHECK_HEADERS = new Setting<>(
            "auth-check.headers",
            Types.PROXY_HEADERS,
            "either",
            "Where a proxy tells the original request: original (X-Original-*), forwarded (X-Forwarded-*) or either.");

    public static final Setting<Duration> CHANGE_POLL = new Setting<>(
            "change.poll", Types.DURATION, "500ms", "How often the server looks for what other processes changed.");
    public static final Setting<Duration> CHANGE_MAX_STALENESS = new Setting<>(
            "change.max-staleness",
            Types.DURATION,
            "5s",
            "How old the server's view may be before each request asks the database.");

    public static final Setting<Duration> KEEP_LOGINS = new Setting<>(
            "cleanup.keep-logins", Types.DURATION, "30d", "How long a login is kept after it ended or expired.");
    public static final Setting<Duration> KEEP_TOKENS = new Setting<>(
            "cleanup.keep-tokens", Types.DURATION, "90d", "How long an API token is kept after it ended or expired.");
    public static final Setting<Optional<Duration>> KEEP_AUDIT = new Setting<>(
            "audit.keep", Types.DURATION_OR_FOREVER, "365d", "How long an audit entry is kept, or forever.");

    public static final Setting<Optional<Long>> AUDIT_WARN_SIZE = new Setting<>(
            "audit.warn-size",
            Types.SIZE_OR_NONE,
            "1GiB",
            "The size of the audit from which a warning is logged, or none.");
    public static final Setting<Optional<Long>> AUDIT_STOP_SIZE = new Setting<>(
            "audit.stop-observations-size",
            Types.SIZE_OR_NONE,
            "4GiB",
            "The size of the audit from which refusals are counted and not written to it, or none.");

    public static final Setting<LogLevel> LOG_LEVEL =
            new Setting<>("log.level", Types.LOG_LEVEL, "info", "What is logged: error, warn, info or debug.");
    public static final Setting<LogFormat> LOG_FORMAT = new Setting<>(
            "log.format", Types.LOG_FORMAT, "json", "How it is logged: json, one object a line, or text for reading.");

    public static final Setting<Boolean> METRICS_ENABLED =
            new Setting<>("metrics.enabled", Types.BOOLEAN, "true", "Whether metrics are kept and shown at /metrics.");
    public static final Setting<String> METRICS_PERMISSION = new Setting<>(
            "metrics.permission",
            Types.WORD,
            "IsAdminUser or HoldsScope(metrics)",
            "Who may read them: staff, or an API token with the scope metrics; AllowAny for everybody.");

    private static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            TLS_CERTIFICATE,
            TLS_KEY,
            PUBLIC_URL,
            MAX_CONNECTIONS,
            MAX_CONNECTIONS_PER_ADDRESS,
            TRUSTED_PROXIES,
            FORWARDED_HEADER,
            DATA,
            SEALING_KEY,
            STORE_URL,
            STORE_WARN_SIZE,
            STORE_STOP_SIZE,
            STORE_WARN_FREE,
            STORE_STOP_FREE,
            SCHEMES,
            JWT_ALGORITHM,
            JWT_SIGNING_KEY,
            JWT_VERIFYING_KEYS,
            JWT_ROTATE_EVERY,
            JWT_ISSUER,
            JWT_AUDIENCE,
            JWT_ACCESS_LIFETIME,
            JWT_REFRESH_LIFETIME,
            JWT_LOGIN_LIFETIME,
            JWT_LEEWAY,
            JWT_ROTATE_REFRESH,
            JWT_REFRESH_GRACE,
            JWT_COOKIES,
            SESSION_IDLE,
            SESSION_LIFETIME,
            TOKEN_KEYWORD,
            TOKEN_SIGN_IN_LIFETIME,
            TOKEN_SIGN_IN_LIMIT,
            TOKEN_LIMIT,
            ARGON2_MEMORY,
            ARGON2_ITERATIONS,
            ARGON2_PARALLELISM,
            HASH_THREADS,
            HASH_QUEUE,
            IMPORTED_MEMORY,
            MIN_LENGTH,
            RECENT_PROOF,
            EMAIL_CONFIRM_LINK,
            EMAIL_UNDO_LINK,
            RESET_LINK,
            NAME_QUARANTINE,
            REGISTRATION,
            REGISTRATION_CONFIRM,
            REGISTRATION_LINK,
            REGISTRATION_TIER,
            NOTIFY_API_TOKEN,
            NOTIFY_PASSWORD,
            NOTIFY_SIGN_IN,
            MAIL_OUTBOX,
            MAIL_FROM,
            SMTP_HOST,
            SMTP_PORT,
            SMTP_USERNAME,
            SMTP_PASSWORD,
            SMTP_TLS,
            SMTP_TIMEOUT,
            THROTTLE_ANON,
            THROTTLE_USER,
            THROTTLE_SIGN_IN,
            THROTTLE_SIGN_IN_ADDRESS,
            THROTTLE_SIGN_IN_SUCCESS,
            THROTTLE_SIGN_IN_SUCCESS_ADDRESS,
            THROTTLE_WRITE,
            THROTTLE_WRITE_DAY,
            THROTTLE_STAFF_WRITE,
            THROTTLE_LOGIN_DAY,
            THROTTLE_REFRESH,
            THROTTLE_RESET,
            THROTTLE_RESET_ADDRESS,
            THROTTLE_EMAIL_CHANGE,
            THROTTLE_REGISTER,
            PERMISSION_DEFAULT,
            PERMISSION_TIERS,
            AUTH_CHECK_HEADERS,
            CHANGE_POLL,
            CHANGE_MAX_STALENESS,
            KEEP_LOGINS,
            KEEP_TOKENS,
            KEEP_AUDIT,
            AUDIT_WARN_SIZE,
            AUDIT_STOP_SIZE,
            LOG_LEVEL,
            LOG_FORMAT,
            METRICS_ENABLED,
            METRICS_PERMISSION);

    private Settings() {}

    /** All settings, in the order of the documentation. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** The setting of that name. */
    public static Optional<Setting<?>> named(String name) {
        return ALL.stream()
                .<Setting<?>>map(setting -> setting)
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }
}
