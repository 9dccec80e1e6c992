package dev.keycard.jwt;

import dev.keycard.crypto.Base64Url;
import java.nio.charset.StandardCharsets;

/**
 * The three parts of a compact JWS (RFC 7515 section 7.1), decoded strictly and not verified. An encrypted token has five parts
 * and the JSON serialisations have none; both are refused here.
 *
 * @param header the first part as it was presented
 * @param signingInput the signed text
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CompactJws(String header, byte[] signingInput, byte[] payload, byte[] signature) {

    static CompactJws split(String compact) throws InvalidJwtException {
        if (compact.length() > JwtLimits.LENGTH) {
            throw new InvalidJwtException(JwtError.TOO_LARGE);
        }
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        boolean threeParts = first > 0 && second > first + 1 && second < compact.length() - 1;
        if (!threeParts || compact.indexOf('.', second + 1) >= 0) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
        return new CompactJws(
                compact.substring(0, first),
                compact.substring(0, second).getBytes(StandardCharsets.ISO_8859_1),
                decode(compact.substring(first + 1, second)),
                decode(compact.substring(second + 1)));
    }

    static byte[] decode(String part) throws InvalidJwtException {
        return Base64Url.decode(part).orElseThrow(() -> new InvalidJwtException(JwtError.MALFORMED));
    }
}
