package dev.keycard.jwt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Strict JSON for headers and claims, streamed: one object of UTF-8 text and nothing after it, no member twice, at most {@value
 * JwtLimits#DEPTH} deep. Values are maps, lists, strings, booleans, null, Long or, beyond its range and for fractions, other
 * numbers that stay finite. The result is immutable.
 */
final class JsonReader {

    private static final int MAX_NUMBER_LENGTH = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Member names of unverified headers must not fill a table that all requests share.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JwtLimits.DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxDocumentLength(JwtLimits.LENGTH)
                    .build())
            .build();

    private JsonReader() {}

    static Map<String, @Nullable Object> readObject(byte[] utf8) throws InvalidJwtException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), strictText(utf8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidJwtException(JwtError.MALFORMED);
            }
            Map<String, @Nullable Object> members = object(parser);
            if (parser.nextToken() != null) {
                throw new InvalidJwtException(JwtError.MALFORMED);
            }
            return members;
        } catch (JacksonException notJson) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws InvalidJwtException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return Collections.unmodifiableMap(members);
    }

    private static List<@Nullable Object> array(JsonParser parser) throws InvalidJwtException {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return Collections.unmodifiableList(elements);
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws InvalidJwtException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new InvalidJwtException(JwtError.MALFORMED);
        };
    }

    private static Number integer(JsonParser parser) {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : (Number) parser.getLongValue();
    }

    private static Double fraction(JsonParser parser) throws InvalidJwtException {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
        return value;
    }

    /**
     * The text that the bytes encode. Decoded here and not by the parser, which would detect UTF-16 and accept overlong
     * sequences.
     */
    private static String strictText(byte[] utf8) throws InvalidJwtException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
    }
}
