package dev.keycard.web.authcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The paths that a rule matches, such as {@code /articles/**}: {@code *} or a name in braces matches one segment, {@code **} at
 * the end matches any number of segments, including none. Other segments are compared as they are written, with case, and are
 * written without escapes. A slash at the end is ignored. Immutable.
 *
 * @param segments the required segments, {@code *} for any
 * @param open whether more segments may follow
 */
public record PathPattern(List<String> segments, boolean open) {

    static final String ANY = "*";

    private static final String REST = "**";
    private static final int MAX_SEGMENTS = 64;
    private static final Pattern PLACE = Pattern.compile("\\{[A-Za-z][A-Za-z0-9_-]*}");
    private static final Pattern RESERVED = Pattern.compile("[*{}]");

    public PathPattern {
        segments = List.copyOf(segments);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if no path could match it; the message is one sentence
     */
    public static PathPattern parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("the path \"" + text + "\" must begin with a slash");
        }
        List<String> written = OriginalPath.split(text);
        boolean open = !written.isEmpty() && written.get(written.size() - 1).equals(REST);
        List<String> segments = new ArrayList<>();
        for (String segment : open ? written.subList(0, written.size() - 1) : written) {
            segments.add(segment(text, segment));
        }
        if (segments.size() > MAX_SEGMENTS) {
            throw new IllegalArgumentException("the path \"" + text + "\" has more than " + MAX_SEGMENTS + " segments");
        }
        return new PathPattern(segments, open);
    }

    /** Whether this pattern matches every path that the other one matches. */
    boolean covers(PathPattern other) {
        int size = segments.size();
        if (open ? other.segments.size() < size : other.open || other.segments.size() != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!segments.get(i).equals(ANY) && !segments.get(i).equals(other.segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String segment(String text, String segment) {
        if (segment.equals(ANY) || PLACE.matcher(segment).matches()) {
            return ANY;
        }
        if (segment.equals(REST)) {
            throw new IllegalArgumentException("the path \"" + text + "\" has ** before its end");
        }
        if (!OriginalPath.isUnmistakable(segment) || RESERVED.matcher(segment).find()) {
            throw new IllegalArgumentException("the path \"" + text + "\" has the segment \"" + segment
                    + "\", which is neither plain text without escapes, nor *, nor a name in braces");
        }
        return segment;
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments) + (open ? (segments.isEmpty() ? "" : "/") + REST : "");
    }
}
