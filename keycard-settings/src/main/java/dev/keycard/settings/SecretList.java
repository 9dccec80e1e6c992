package dev.keycard.settings;

import dev.keycard.crypto.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads several keys from one text, with commas between them. JSON and PEM contain commas and line ends themselves. So an entry
 * that begins as an object ends with its closing brace, a PEM block ends with its last line, and any other entry ends before the
 * next comma. {@code file:/path} stands for the content of the file, which is one entry.
 */
final class SecretList {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----.*?-----END \\1-----", Pattern.DOTALL);

    private final String setting;
    private final String text;
    private int at;

    private SecretList(String setting, String text) {
        this.setting = setting;
        this.text = text;
    }

    /** @throws ConfigurationException if a file cannot be read, or an object or a block has no end */
    static List<Secret> read(String setting, String text) {
        SecretList list = new SecretList(setting, text);
        List<Secret> entries = new ArrayList<>();
        while (list.skipToEntry()) {
            entries.add(new Secret(SecretFile.resolve(setting, new SettingText(list.entry(), ""))
                    .text()));
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
                throw new ConfigurationException(setting + " holds a PEM block without its END line.");
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
        throw new ConfigurationException(setting + " holds a JSON object without its end.");
    }
}
