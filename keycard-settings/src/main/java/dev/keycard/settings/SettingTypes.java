package dev.keycard.settings;

import dev.keycard.crypto.Secret;
import dev.keycard.throttle.Rate;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types that settings of several features have. Others are made with {@link SettingType#of} beside their settings. */
public final class SettingTypes {

    public static final SettingType<String> TEXT = SettingType.of("text", Optional::of, Function.identity());

    public static final SettingType<String> NOT_BLANK = SettingType.of(
            "something, not nothing", text -> Optional.of(text).filter(it -> !it.isBlank()), Function.identity());

    public static final SettingType<Optional<String>> OPTIONAL_TEXT = optional(TEXT, "");

    public static final SettingType<Optional<Secret>> OPTIONAL_SECRET = secret();

    public static final SettingType<Integer> PORT =
            SettingType.of("a number from 0 to 65535", text -> whole(text, 65_535), String::valueOf);

    public static final SettingType<Integer> COUNT = SettingType.of(
            "a whole number above zero", text -> whole(text, 1_000_000).filter(count -> count > 0), String::valueOf);

    public static final SettingType<Optional<Integer>> COUNT_OR_AUTO = optional(COUNT, "auto");

    public static final SettingType<Boolean> BOOLEAN =
            SettingType.of("true or false", SettingTypes::bool, String::valueOf);

    public static final SettingType<Duration> DURATION =
            SettingType.of("a duration such as 500ms, 30s, 5m, 12h or 1d", Quantities::duration, Quantities::text);

    public static final SettingType<Long> SIZE =
            SettingType.of("a size such as 512KiB, 19MiB or 8GiB", Quantities::size, Quantities::text);

    public static final SettingType<Optional<Long>> SIZE_OR_AUTO = optional(SIZE, "auto");

    public static final SettingType<Optional<Long>> SIZE_OR_NONE = optional(SIZE, "none");

    public static final SettingType<Path> FOLDER =
            SettingType.of("the path of a folder", SettingTypes::path, Path::toString);

    public static final SettingType<Optional<Path>> OPTIONAL_FILE =
            optional(SettingType.of("the path of a file", SettingTypes::path, Path::toString), "");

    public static final SettingType<Optional<Rate>> RATE_OR_NONE = optional(
            SettingType.of(
                    "a rate such as 10/min, 5/s, 1000/day or 3/20s, of 999999999 and 30 days at most",
                    Rate::parse,
                    Rate::text),
            "none");

    public static final SettingType<List<String>> NAMES = SettingType.of(
            "names with commas between them, or nothing",
            text -> Optional.of(parts(text)),
            names -> String.join(", ", names));

    private SettingTypes() {}

    /** The same type, with a text that means no value. */
    public static <T> SettingType<Optional<T>> optional(SettingType<T> type, String none) {
        return SettingType.of(
                none.isEmpty() ? type.form() : type.form() + ", or " + none,
                text -> text.equals(none)
                        ? Optional.of(Optional.empty())
                        : present(type.reader().apply(text)),
                value -> value.map(type.writer()).orElse(none));
    }

    private static <T> Optional<Optional<T>> present(Optional<T> value) {
        return value.isPresent() ? Optional.of(value) : Optional.empty();
    }

    /** One of the constants, by its name in lower case and with dashes. */
    public static <E extends Enum<E>> SettingType<E> oneOf(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        return SettingType.of(
                alternatives(constants.stream().map(SettingTypes::label).toList()),
                text -> constants.stream()
                        .filter(constant -> label(constant).equals(text))
                        .findFirst(),
                SettingTypes::label);
    }

    /** One or more values of a type, with commas between them. Keeps their order. */
    public static <T> SettingType<Set<T>> setOf(SettingType<T> type) {
        return SettingType.of(
                "a list of " + type.form(),
                text -> each(text.split(",", -1), type).map(LinkedHashSet::new),
                values -> values.stream().map(type.writer()).collect(Collectors.joining(", ")));
    }

    /** Any number of values of a type, with commas between them. */
    public static <T> SettingType<List<T>> listOf(SettingType<T> type) {
        return SettingType.of(
                "a list of " + type.form(),
                text -> text.isBlank() ? Optional.of(List.of()) : each(text.split(",", -1), type),
                values -> values.stream().map(type.writer()).collect(Collectors.joining(", ")));
    }

    /** Any number of secrets, each in its own form or as {@code file:/path}. */
    static SettingType<List<Secret>> secrets(String setting) {
        return new SettingType<>(
                "a list of keys, or of file:/path of files that hold them",
                text -> Optional.of(SecretList.read(setting, text)),
                secrets -> secrets.isEmpty() ? "" : "***",
                SettingType.Secrecy.SECRETS);
    }

    private static SettingType<Optional<Secret>> secret() {
        return new SettingType<>(
                "the secret, or file:/path of a file that holds it",
                text -> Optional.of(text.isEmpty() ? Optional.empty() : Optional.of(new Secret(text))),
                secret -> secret.isEmpty() ? "" : "***",
                SettingType.Secrecy.SECRET);
    }

    private static <T> Optional<List<T>> each(String[] texts, SettingType<T> type) {
        List<Optional<T>> values = Arrays.stream(texts)
                .map(text -> type.reader().apply(text.strip()))
                .toList();
        return values.stream().allMatch(Optional::isPresent)
                ? Optional.of(values.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
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

    /** The parts between commas; none of an empty text. */
    private static List<String> parts(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String alternatives(List<String> labels) {
        int last = labels.size() - 1;
        return last == 0 ? labels.get(0) : String.join(", ", labels.subList(0, last)) + " or " + labels.get(last);
    }
}
