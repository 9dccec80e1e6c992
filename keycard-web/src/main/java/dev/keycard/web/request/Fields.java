package dev.keycard.web.request;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.message.Message;
import dev.keycard.message.MessageKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a body in any format, and the problems found in them. Endpoints read all their fields first and call {@link
 * #check()} once, so that the answer reports all problems. For one request and one thread.
 */
@Internal
public final class Fields {

    private static final int MAX_TEXT = 8192;

    private final ObjectNode members;
    private final Map<String, List<Message>> problems = new LinkedHashMap<>();

    public Fields(ObjectNode members) {
        this.members = members;
    }

    /**
     * A required text without white space at its ends; if it is missing or empty, adds a problem and returns an empty text. A
     * password is read with {@link #asTyped}.
     */
    public String required(String name) {
        return required(name, String::strip);
    }

    /** A required password, as it was typed; if it is missing or empty, adds a problem and returns an empty text. */
    public String asTyped(String name) {
        return required(name, UnaryOperator.identity());
    }

    private String required(String name, UnaryOperator<String> form) {
        JsonNode node = members.get(name);
        if (node == null) {
            problem(name, MessageKey.FIELD_NEEDED);
            return "";
        }
        String text = text(name, node, form);
        if (text != null && text.isEmpty()) {
            problem(name, MessageKey.FIELD_EMPTY);
        }
        return text == null ? "" : text;
    }

    /** An optional text without white space at its ends; {@code null} if it is missing. */
    public @Nullable String optional(String name, int maxLength) {
        return optional(name, maxLength, String::strip);
    }

    /** An optional password, as it was typed; {@code null} if it is missing. */
    public @Nullable String optionalAsTyped(String name, int maxLength) {
        return optional(name, maxLength, UnaryOperator.identity());
    }

    private @Nullable String optional(String name, int maxLength, UnaryOperator<String> form) {
        JsonNode node = members.get(name);
        if (node == null) {
            return null;
        }
        String text = text(name, node, form);
        if (text != null && text.length() > maxLength) {
            problem(name, MessageKey.FIELD_TOO_LONG, maxLength);
        }
        return text;
    }

    /** The member as it is, for fields of other types. */
    public Optional<JsonNode> raw(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** A boolean member; false if it is missing. Any other value adds a problem and returns false. */
    public boolean flag(String name) {
        JsonNode node = members.get(name);
        if (node != null && !node.isBoolean()) {
            problem(name, MessageKey.NOT_A_FLAG);
        }
        return node != null && node.isBoolean() && node.booleanValue();
    }

    /** Adds a problem to a field. */
    public void problem(String name, MessageKey sentence, Object... arguments) {
        problem(name, sentence.with(arguments));
    }

    /** Adds a problem to a field. */
    public void problem(String name, Message sentence) {
        problems.computeIfAbsent(name, unused -> new ArrayList<>()).add(sentence);
    }

    /** Returns if there are no problems; otherwise throws an {@link ApiError} of status 400 with all of them. */
    public void check() {
        if (!problems.isEmpty()) {
            throw ApiError.invalid(problems);
        }
    }

    private @Nullable String text(String name, JsonNode node, UnaryOperator<String> form) {
        if (!node.isString()) {
            problem(name, node.isNull() ? MessageKey.FIELD_NULL : MessageKey.FIELD_NO_TEXT);
            return null;
        }
        String text = node.stringValue();
        if (text.length() > MAX_TEXT || !isWellFormed(text)) {
            problem(name, MessageKey.FIELD_NOT_WELL_FORMED);
            return null;
        }
        return form.apply(text);
    }

    /** A lone surrogate has no UTF-8 form: when encoded, different texts would become equal. */
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
