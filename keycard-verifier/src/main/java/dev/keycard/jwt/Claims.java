package dev.keycard.jwt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims by name and type. A missing claim is null; a claim of another type, including JSON's null, is refused. */
final class Claims {

    /** The last second of the year 9999: later moments are mistakes, and may overflow in other programs. */
    private static final long LATEST = 253_402_300_799L;

    private final byte[] payload;
    private final Map<String, @Nullable Object> members;

    private Claims(byte[] payload, Map<String, @Nullable Object> members) {
        this.payload = payload;
        this.members = members;
    }

    static Claims read(byte[] payload) throws InvalidJwtException {
        return new Claims(payload, JsonReader.readObject(payload));
    }

    /** What the claims were read from. */
    byte[] payload() {
        return payload;
    }

    Map<String, @Nullable Object> all() {
        return members;
    }

    @Nullable Object value(String name) throws InvalidJwtException {
        Object value = members.get(name);
        if (value == null && members.containsKey(name)) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
        return value;
    }

    @Nullable String text(String name) throws InvalidJwtException {
        return as(String.class, value(name));
    }

    @Nullable Boolean flag(String name) throws InvalidJwtException {
        return as(Boolean.class, value(name));
    }

    /**
     * A NumericDate. RFC 7519 lets it have a fraction; neither Keycard nor simplejwt writes one. Fractions and exponents are
     * refused, so that each moment has one form.
     */
    @Nullable Instant time(String name) throws InvalidJwtException {
        Long seconds = count(name);
        if (seconds != null && seconds > LATEST) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
        return seconds == null ? null : Instant.ofEpochSecond(seconds);
    }

    /** A whole number that is not negative. */
    @Nullable Long count(String name) throws InvalidJwtException {
        Long number = as(Long.class, value(name));
        if (number != null && number < 0) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
        return number;
    }

    /** A list of texts. */
    @Nullable List<String> texts(String name) throws InvalidJwtException {
        Object value = value(name);
        return value == null ? null : listOfTexts(value);
    }

    /** One text, or a list of texts: the two forms of {@code aud}. */
    @Nullable List<String> textOrTexts(String name) throws InvalidJwtException {
        Object value = value(name);
        if (value instanceof String text) {
            return List.of(text);
        }
        return value == null ? null : listOfTexts(value);
    }

    private static List<String> listOfTexts(Object value) throws InvalidJwtException {
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new InvalidJwtException(JwtError.MALFORMED);
    }

    private static <T> @Nullable T as(Class<T> type, @Nullable Object value) throws InvalidJwtException {
        if (value != null && !type.isInstance(value)) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
        return type.cast(value);
    }

    /** The claim, which must be present. */
    static <T> T required(@Nullable T claim) throws InvalidJwtException {
        if (claim == null) {
            throw new InvalidJwtException(JwtError.MISSING_CLAIM);
        }
        return claim;
    }
}
