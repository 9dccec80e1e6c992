package dev.keycard.web.authcheck;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The target of the original request: a path, and perhaps a query (RFC 9112 section 3.2). The host of an absolute form is
 * ignored, because the proxy chooses the service. Immutable.
 *
 * @param query without the question mark; null if there is none
 */
record OriginalTarget(OriginalPath path, @Nullable String query) {

    private static final Pattern AUTHORITY = Pattern.compile("(?i:https?)://[A-Za-z0-9._:\\[\\]-]+(?=[/?]|$)");

    /** Reads a request target; empty if it has another form, is too long, or has an ambiguous path. */
    static Optional<OriginalTarget> parse(String target) {
        if (target.length() > OriginalPath.MAX_LENGTH || hasStrayCharacters(target)) {
            return Optional.empty();
        }
        String local = target.startsWith("/") ? target : withoutAuthority(target);
        int mark = local.indexOf('?');
        String path = mark < 0 ? local : local.substring(0, mark);
        String query = mark < 0 ? null : local.substring(mark + 1);
        return OriginalPath.parse(path).map(read -> new OriginalTarget(read, query));
    }

    /** Clients do not send fragments, and a target with blanks may be two targets on one line. */
    private static boolean hasStrayCharacters(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '#') {
                return true;
            }
        }
        return false;
    }

    private static String withoutAuthority(String target) {
        Matcher authority = AUTHORITY.matcher(target);
        if (!authority.lookingAt()) {
            return "";
        }
        String local = target.substring(authority.end());
        return local.startsWith("/") ? local : "/" + local;
    }
}
