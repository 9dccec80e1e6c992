package dev.keycard.jwt;

import dev.keycard.api.Internal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A block of a PEM text (RFC 7468).
 *
 * @param type the label after {@code BEGIN}
 * @param content the decoded base64 text
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
@Internal
public record PemBlock(String type, byte[] content) {

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

    /**
     * The blocks in their order. Accepts escaped line breaks, as in environment variables, and indented lines, as in YAML.
     *
     * @throws IllegalArgumentException if a block does not end, or is not base64
     */
    public static List<PemBlock> allOf(String text) {
        String lines = (text.contains("\n") ? text : text.replace("\\n", "\n"))
                .lines()
                .map(String::strip)
                .collect(Collectors.joining("\n"));
        List<PemBlock> blocks = new ArrayList<>();
        Matcher begin = BEGIN.matcher(lines);
        for (int from = 0; begin.find(from); ) {
            String type = begin.group(1);
            int end = lines.indexOf("-----END " + type + "-----", begin.end());
            if (end < 0) {
                throw new IllegalArgumentException("a PEM block does not end");
            }
            String base64 = lines.substring(begin.end(), end).replace("\n", "");
            blocks.add(new PemBlock(type, Base64.getDecoder().decode(base64)));
            from = end;
        }
        return blocks;
    }

    /** Whether the block is a private key. */
    public boolean isPrivateKey() {
        return type.endsWith("PRIVATE KEY");
    }
}
