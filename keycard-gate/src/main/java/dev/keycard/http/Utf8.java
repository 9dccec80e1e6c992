package dev.keycard.http;

import dev.keycard.api.Internal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 strictly. */
@Internal
public final class Utf8 {

    private Utf8() {}

    /** The text of these bytes. Throws an {@link ApiError} {@code parse_error} if they are not UTF-8. */
    public static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new ApiError(ErrorCode.PARSE_ERROR);
        }
    }
}
