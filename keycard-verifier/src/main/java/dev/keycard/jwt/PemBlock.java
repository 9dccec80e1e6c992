package dev.keycard.jwt;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A block of a PEM text (RFC 7468).
 *
 * @param type what stands after {@code BEGIN}
 * @param content what the base64 text encodes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PemBlock(String type, byte[] content) {

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

    /**
     * The blocks in their order. Environment variables carry line breaks in their escaped form, and YAML blocks are indented.
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

    /** Whether it holds a private key. */
    public boolean isPrivateKey() {
        return type.endsWith("PRIVATE KEY");
    }
}
