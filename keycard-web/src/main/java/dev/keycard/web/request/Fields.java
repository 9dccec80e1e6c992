package dev.keycard.web.request;

import dev.keycard.http.ApiError;
import dev.keycard.message.Message;
import dev.keycard.message.MessageKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a body, whichever form it came in, and what was found wrong with them. Endpoints ask for all their fields
 * first and call {@link #check()} once, so that a client learns every mistake in one answer. For one request and one thread.
 */
public final class Fields {

    private static final int MAX_TEXT = 8192;

    private final ObjectNode members;
    private final Map<String, List<Message>> problems = new LinkedHashMap<>();

    public Fields(ObjectNode members) {
        this.members = members;
    }

    /** A text that has to be there and not be empty; empty, and a problem noted, otherwise. */
    public String required(String name) {
        JsonNode node = members.get(name);
        if (node == null) {
            problem(name, MessageKey.FIELD_NEEDED);
            return "";
        }
        String text = text(name, node);
        if (text != null && text.isEmpty()) {
            problem(name, MessageKey.FIELD_EMPTY);
        }
        return text == null ? "" : text;
    }

    /** A text that may be missing; {@code null} then. */
    public @Nullable String optional(String name, int maxLength) {
        JsonNode node = members.get(name);
        if (node == null) {
            return null;
        }
        String text = text(name, node);
        if (text != null && text.length() > maxLength) {
            problem(name, MessageKey.FIELD_TOO_LONG, maxLength);
        }
        return text;
    }

    /** The member as it is, for fields of other types. */
    public Optional<JsonNode> raw(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** A member that is true or false; false without it. Notes a problem, and is false, if it is neither. */
    public boolean flag(String name) {
        JsonNode node = members.get(name);
        if (node != null && !node.isBoolean()) {
            problem(name, MessageKey.NOT_A_FLAG);
        }
        return node != null && node.isBoolean() && node.booleanValue();
    }

    /** Notes that a field is wrong. */
    public void problem(String name, MessageKey sentence, Object... arguments) {
        problem(name, sentence.with(arguments));
    }

    /** Notes that a field is wrong. */
    public void problem(String name, Message sentence) {
        problems.computeIfAbsent(name, unused -> new ArrayList<>()).add(sentence);
    }

    /** Goes on if nothing was noted; throws an {@link ApiError} of status 400 that tells everything that was. */
    public void check() {
        if (!problems.isEmpty()) {
            throw ApiError.invalid(problems);
        }
    }

    private @Nullable String text(String name, JsonNode node) {
        if (!node.isString()) {
            problem(name, node.isNull() ? MessageKey.FIELD_NULL : MessageKey.FIELD_NO_TEXT);
            return null;
        }
        String text = node.stringValue();
        if (text.length() > MAX_TEXT || !isWellFormed(text)) {
            problem(name, MessageKey.FIELD_NOT_WELL_FORMED);
            return null;
        }
        return text;
    }

    /** A lone surrogate has no UTF-8 form: encoding it would make different texts one. */
    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
