package dev.keycard.server.config;

import dev.keycard.crypto.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Several keys in one text, with commas between them. JSON and PEM hold commas and line breaks of their own, so each entry is
 * taken whole: an object to its closing brace, a PEM block to its last line, anything else to the next comma. Entries that are
 * {@code file:/path} are what the file holds, as one entry.
 */
final class SecretList {

    private static final String SETTING = "jwt.verifying-keys";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----.*?-----END \\1-----", Pattern.DOTALL);

    private final String text;
    private int at;

    private SecretList(String text) {
        this.text = text;
    }

    /** @throws ConfigurationException if a file cannot be read, or an object or a block has no end */
    static List<Secret> read(String text) {
        SecretList list = new SecretList(text);
        List<Secret> entries = new ArrayList<>();
        while (list.skipToEntry()) {
            entries.add(new Secret(
                    SecretFile.resolve(SETTING, new Given(list.entry(), "")).text()));
        }
        return List.copyOf(entries);
    }

    private boolean skipToEntry() {
        while (at < text.length() && (text.charAt(at) == ',' || Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
        return at < text.length();
    }

    private String entry() {
        int start = at;
        at = end(start);
        return text.substring(start, at).strip();
    }

    private int end(int start) {
        if (text.charAt(start) == '{') {
            return endOfObject(start);
        }
        if (text.startsWith("-----BEGIN ", start)) {
            Matcher block = PEM.matcher(text).region(start, text.length());
            if (!block.lookingAt()) {
                throw new ConfigurationException(SETTING + " holds a PEM block without its END line.");
            }
            return block.end();
        }
        int comma = text.indexOf(',', start);
        return comma < 0 ? text.length() : comma;
    }

    private int endOfObject(int start) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        throw new ConfigurationException(SETTING + " holds a JSON object without its end.");
    }
}
