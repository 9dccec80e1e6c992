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
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of settings. */
final class Types {

    static final SettingType<String> TEXT = SettingType.of("text", Optional::of);

    static final SettingType<String> WORD =
            SettingType.of("something, not nothing", text -> Optional.of(text).filter(it -> !it.isBlank()));

    static final SettingType<Optional<String>> OPTIONAL_TEXT =
            SettingType.of("text", text -> Optional.of(optional(text)));

    static final SettingType<Optional<Secret>> OPTIONAL_SECRET = SettingType.ofSecret(
            "the secret, or file:/path of a file that holds it",
            text -> Optional.of(optional(text).map(Secret::new)));

    static final SettingType<List<Secret>> SECRETS = SettingType.ofSecrets(
            "a list of keys, or of file:/path of files that hold them", text -> Optional.of(SecretList.read(text)));

    static final SettingType<Integer> PORT = SettingType.of("a number from 0 to 65535", text -> whole(text, 65_535));

    static final SettingType<Integer> COUNT = SettingType.of(
            "a whole number above zero", text -> whole(text, 1_000_000).filter(count -> count > 0));

    static final SettingType<Optional<Integer>> COUNT_OR_AUTO =
            SettingType.of("a whole number above zero, or auto", unless("auto", COUNT.reader()));

    static final SettingType<Boolean> BOOLEAN = SettingType.of("true or false", Types::bool);

    static final SettingType<Duration> DURATION =
            SettingType.of("a duration such as 500ms, 30s, 5m, 12h or 1d", Quantities::duration);

    static final SettingType<Optional<Duration>> DURATION_OR_NEVER =
            SettingType.of("a duration such as 12h or 90d, or never", unless("never", Quantities::duration));

    static final SettingType<Optional<Duration>> DURATION_OR_FOREVER =
            SettingType.of("a duration such as 365d, or forever", unless("forever", Quantities::duration));

    static final SettingType<Long> SIZE = SettingType.of("a size such as 512KiB or 19MiB", Quantities::size);

    static final SettingType<Optional<Long>> SIZE_OR_AUTO =
            SettingType.of("a size such as 512KiB or 19MiB, or auto", unless("auto", Quantities::size));

    static final SettingType<Optional<Long>> SIZE_OR_NONE =
            SettingType.of("a size such as 200MiB or 8GiB, or none", unless("none", Quantities::size));

    static final SettingType<Path> PATH = SettingType.of("the path of a folder", Types::path);

    static final SettingType<Optional<Path>> OPTIONAL_PATH =
            SettingType.of("the path of a file", unless("", Types::path));

    static final SettingType<Optional<Rate>> RATE = SettingType.of(
            "a rate such as 10/min, 5/s, 1000/day or 3/20s, of 30 days and a milliard at most, or none",
            unless("none", Rate::parse));

    static final SettingType<Optional<Origin>> ORIGIN = SettingType.of(
            "http:// or https://, a host, and a port if it is not the usual one; no path", unless("", Origin::parse));

    static final SettingType<List<Network>> NETWORKS = SettingType.of(
            "a list of addresses and networks such as 10.0.0.0/8 or 2001:db8::/32, with no bit set behind the"
                    + " prefix and a prefix of 1 at least",
            Types::networks);

    static final SettingType<ForwardedHeader> FORWARDED_HEADER =
            SettingType.of("X-Forwarded-For or Forwarded", ForwardedHeader::named);

    static final SettingType<JwsAlgorithm> ALGORITHM = SettingType.of(
            "one of "
                    + names(Arrays.stream(JwsAlgorithm.values())
                            .map(JwsAlgorithm::joseName)
                            .toList()),
            JwsAlgorithm::named);

    static final SettingType<JwtCookies> JWT_COOKIES = SettingType.of("none, refresh or both", JwtCookies::named);

    static final SettingType<List<String>> NAMES =
            SettingType.of("names with commas between them, or nothing", text -> Optional.of(list(text)));

    static final SettingType<ProxyHeaders> PROXY_HEADERS =
            SettingType.of("either, original or forwarded", ProxyHeaders::named);

    static final SettingType<Set<Scheme>> SCHEMES =
            SettingType.of("a list out of jwt, token, session and basic", Types::schemes);

    static final SettingType<LogLevel> LOG_LEVEL = SettingType.of("error, warn, info or debug", LogLevel::named);

    static final SettingType<LogFormat> LOG_FORMAT = SettingType.of("json or text", LogFormat::named);

    static final SettingType<OutboxKind> OUTBOX = SettingType.of("none, smtp, file or log-insecure", OutboxKind::named);

    static final SettingType<SmtpTls> SMTP_TLS =
            SettingType.of("starttls-required, tls or none-insecure", SmtpTls::named);

    static final SettingType<Optional<Sender>> SENDER = SettingType.of(
            "an address such as no-reply@example.org or Example <no-reply@example.org>", unless("", Sender::parse));

    private Types() {}

    /** Reads a value that may be missing: a certain text says so. */
    private static <T> Function<String, Optional<Optional<T>>> unless(
            String none, Function<String, Optional<T>> reader) {
        return text -> {
            Optional<T> value = text.equals(none) ? Optional.empty() : reader.apply(text);
            return value.isPresent() || text.equals(none) ? Optional.of(value) : Optional.empty();
        };
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<Integer> whole(String text, int most) {
        return text.matches("[0-9]{1,9}")
                ? Optional.of(Integer.valueOf(text)).filter(number -> number <= most)
                : Optional.empty();
    }

    private static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException nonsense) {
            return Optional.empty();
        }
    }

    private static Optional<Set<Scheme>> schemes(String text) {
        List<Optional<Scheme>> found = Arrays.stream(text.split(",", -1))
                .map(name -> Scheme.named(name.strip()))
                .toList();
        return found.stream().allMatch(Optional::isPresent)
                ? Optional.of(
                        found.stream().flatMap(Optional::stream).collect(Collectors.toCollection(LinkedHashSet::new)))
                : Optional.empty();
    }

    private static Optional<List<Network>> networks(String text) {
        List<Optional<Network>> found = text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(name -> Network.parse(name.strip()))
                        .toList();
        return found.stream().allMatch(Optional::isPresent)
                ? Optional.of(found.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    /** The parts between commas; none of an empty text. */
    static List<String> list(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static String names(List<String> names) {
        return String.join(", ", names);
    }
}
