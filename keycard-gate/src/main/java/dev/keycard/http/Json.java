package dev.keycard.http;

import dev.keycard.api.Internal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON, read strictly: one object, each member once, nothing after it, at most 16 levels deep and with 4096 names and values,
 * with numbers and names of a sane length. Two readers that disagree about a duplicate member are how signatures and checks get
 * bypassed, so there is no lenient mode.
 */
@Internal
public final class Json {

    private static final int MAX_DEPTH = 16;

    /** Each token costs up to a hundred bytes once it is read; without a limit, 64 KiB of brackets become 2 MB. */
    private static final int MAX_TOKENS = 4096;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(64)
                            .maxNameLength(256)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Reads one object, in UTF-8 and nothing else (RFC 8259 section 8.1): left to itself, the parser guesses UTF-16 and UTF-32
     * and lets overlong forms pass.
     *
     * @throws ApiError {@code parse_error} if the bytes are anything else
     */
    public static ObjectNode readObject(byte[] bytes) {
        try {
            if (MAPPER.readTree(Utf8.decode(bytes)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            throw new ApiError(ErrorCode.PARSE_ERROR);
        }
        throw new ApiError(ErrorCode.PARSE_ERROR);
    }

    public static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** An empty object to fill. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
