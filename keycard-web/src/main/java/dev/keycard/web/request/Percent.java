package dev.keycard.web.request;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-decoding that refuses malformed input, unlike the decoder of the JDK. */
final class Percent {

    private Percent() {}

    /**
     * Decodes one name or value of a form or a query: a plus is a space, the bytes are UTF-8.
     *
     * @throws ApiError {@code parse_error} for a broken escape or bytes that are not UTF-8
     */
    static String decodeForm(String text) {
        if (text.indexOf('%') < 0) {
            return text.replace('+', ' ');
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            switch (raw[i]) {
                case '+' -> bytes.write(' ');
                case '%' -> {
                    bytes.write(hex(raw, i + 1) << 4 | hex(raw, i + 2));
                    i += 2;
                }
                default -> bytes.write(raw[i]);
            }
        }
        return Utf8.decode(bytes.toByteArray());
    }

    private static int hex(byte[] raw, int at) {
        int digit = at < raw.length ? Character.digit(raw[at], 16) : -1;
        if (digit < 0) {
            throw new ApiError(ErrorCode.PARSE_ERROR);
        }
        return digit;
    }
}
