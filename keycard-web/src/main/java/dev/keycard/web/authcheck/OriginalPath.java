package dev.keycard.web.authcheck;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The path of an original request, decoded once. Whatever a proxy, the service behind it and Keycard could read differently is
 * refused and not repaired: dot segments, empty segments, escapes of separators, what is still escaped after decoding, path
 * parameters, control characters, malformed or overlong UTF-8, compatibility forms such as full-width letters, and names that
 * some file systems shorten. So each accepted path has one meaning for all readers. Immutable.
 *
 * @param segments the decoded segments; a slash at the end adds none
 */
record OriginalPath(List<String> segments) {

    /** As long as the server's own request line may be. */
    static final int MAX_LENGTH = 4096;

    /** RFC 3986 section 3.3 without the semicolon, from which on Java servers remove the rest of a segment. */
    private static final String PLAIN = "-._~!$&'()*+,=:@";

    OriginalPath {
        segments = List.copyOf(segments);
    }

    /** Reads a path without its query; empty if readers could interpret it differently. */
    static Optional<OriginalPath> parse(String path) {
        if (!path.startsWith("/") || path.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>();
        for (String raw : split(path)) {
            Optional<String> segment = decode(raw);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(new OriginalPath(segments));
    }

    /** The path, decoded, without a slash at its end. */
    String text() {
        return "/" + String.join("/", segments);
    }

    /** Whether a decoded segment is unambiguous. */
    static boolean isUnmistakable(String segment) {
        // A dot or a space at its end: dot segments, and characters that Windows removes.
        if (segment.isEmpty() || segment.endsWith(".") || segment.endsWith(" ") || segment.startsWith(" ")) {
            return false;
        }
        boolean ascii = true;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c < ' ' || c == 0x7f || "/\\%;?#".indexOf(c) >= 0) {
                return false;
            }
            ascii &= c < 0x80;
        }
        return ascii
                || (Normalizer.isNormalized(segment, Normalizer.Form.NFKC)
                        && segment.codePoints().allMatch(OriginalPath::isVisible));
    }

    /** The segments as they stand in a path or a pattern; a slash at the end adds none, a second one adds an empty segment. */
    static List<String> split(String path) {
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        return path.length() == 1
                ? List.of()
                : Arrays.asList(path.substring(1, end).split("/", -1));
    }

    private static Optional<String> decode(String raw) {
        boolean escaped = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            escaped |= c == '%';
            if (!isPlain(c) && c != '%') {
                return Optional.empty();
            }
        }
        return (escaped ? unescape(raw) : Optional.of(raw)).filter(OriginalPath::isUnmistakable);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    private static Optional<String> unescape(String raw) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int value = i + 2 < raw.length() ? hex(raw.charAt(i + 1)) << 4 | hex(raw.charAt(i + 2)) : -1;
                if (value < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) value);
                i += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        return utf8(bytes.flip());
    }

    /** The value of a digit; negative for anything but the ASCII ones. */
    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static Optional<String> utf8(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }
}
