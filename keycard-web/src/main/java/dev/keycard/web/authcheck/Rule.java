package dev.keycard.web.authcheck;

import dev.keycard.permission.Permission;
import dev.keycard.throttle.Rate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule for original requests: who may make them, and how often.
 *
 * @param name under which its requests are counted
 * @param methods in upper case; empty for every method. GET does not include HEAD
 * @param throttle for each user, or each address if the request is anonymous; null if unlimited
 */
public record Rule(
        String name,
        PathPattern path,
        Set<String> methods,
        Permission permission,
        @Nullable Rate throttle) {

    private static final int LONGEST_METHOD = 32;

    public Rule {
        methods = Set.copyOf(methods);
        for (String method : methods) {
            if (!isMethod(method)) {
                throw new IllegalArgumentException("\"" + method + "\" is no method; they are in upper case");
            }
        }
    }

    /** Whether the text is a method as clients send them. */
    static boolean isMethod(String text) {
        if (text.isEmpty() || text.length() > LONGEST_METHOD || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && c != '-') {
                return false;
            }
        }
        return true;
    }

    boolean isAbout(String method) {
        return methods.isEmpty() || methods.contains(method);
    }
}
