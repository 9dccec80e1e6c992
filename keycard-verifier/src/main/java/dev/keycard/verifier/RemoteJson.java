package dev.keycard.verifier;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.RecordedChange;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a server sends about changes. What cannot be read is an error, and never left out. */
final class RemoteJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RemoteJson() {}

    static JsonNode object(String text) throws IOException {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException malformed) {
            throw new IOException("the server sent no JSON", malformed);
        }
        throw new IOException("the server sent no JSON object");
    }

    /** The change; empty if it is of a kind that this version does not know. */
    static Optional<RecordedChange> change(JsonNode node) throws IOException {
        try {
            Change change = of(node);
            return change == null
                    ? Optional.empty()
                    : Optional.of(new RecordedChange(number(node, "seq"), time(node, "at"), change));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw new IOException("the server sent a malformed change", malformed);
        }
    }

    private static @Nullable Change of(JsonNode node) throws IOException {
        return switch (text(node, "kind")) {
            case "login_ended" -> new Change.LoginEnded(id(node, "login"));
            case "logins_ended" ->
                new Change.LoginsEnded(
                        user(node), time(node, "before"), node.has("spared") ? id(node, "spared") : null);
            case "user_changed" -> new Change.UserChanged(user(node));
            case "api_token_ended" -> new Change.ApiTokenEnded(id(node, "token"));
            case "api_token_changed" -> new Change.ApiTokenChanged(id(node, "token"));
            case "keys_changed" -> new Change.KeysChanged();
            default -> null;
        };
    }

    static Instant time(JsonNode node, String name) throws IOException {
        try {
            return Instant.parse(text(node, name));
        } catch (DateTimeException malformed) {
            throw new IOException(name + " is no time", malformed);
        }
    }

    static long number(JsonNode node, String name) throws IOException {
        JsonNode value = node.get(name);
        if (value == null || !value.canConvertToExactIntegral() || !value.canConvertToLong()) {
            throw new IOException(name + " is no number");
        }
        return value.longValue();
    }

    static String text(JsonNode node, String name) throws IOException {
        JsonNode value = node.get(name);
        if (value == null || !value.isString()) {
            throw new IOException(name + " is no text");
        }
        return value.stringValue();
    }

    private static TimeId id(JsonNode node, String name) throws IOException {
        return TimeId.parse(text(node, name)).orElseThrow(() -> new IOException(name + " is no id"));
    }

    private static UserId user(JsonNode node) throws IOException {
        return UserId.parse(text(node, "user")).orElseThrow(() -> new IOException("user is no id"));
    }
}
