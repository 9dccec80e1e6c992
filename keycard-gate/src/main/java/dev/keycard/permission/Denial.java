package dev.keycard.permission;

import dev.keycard.http.ErrorCode;
import dev.keycard.message.Message;
import dev.keycard.text.Characters;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The code and message of a refusal with status 403.
 *
 * @param code for machines: 1 to 64 lower-case letters and underscores, and none that means something else already
 * @param message for people; a literal one is a line of at most 500 characters
 */
public record Denial(String code, Message message) {

    private static final Pattern CODE = Pattern.compile("[a-z_]{1,64}");

    /** The default code and message. */
    public static final Denial STANDARD =
            new Denial(ErrorCode.PERMISSION_DENIED.wire(), ErrorCode.PERMISSION_DENIED.message());

    public Denial {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("the code of a refusal has 1 to 64 lower-case letters and underscores");
        }
        if (isTaken(code)) {
            throw new IllegalArgumentException("the code " + code + " is already used by another refusal");
        }
        if (message instanceof Message.Literal literal && !isSentence(literal.sentence())) {
            throw new IllegalArgumentException("the message of a refusal is one line of at most 500 characters");
        }
    }

    private static boolean isTaken(String code) {
        return Arrays.stream(ErrorCode.values())
                .anyMatch(known ->
                        known != ErrorCode.PERMISSION_DENIED && known.wire().equals(code));
    }

    private static boolean isSentence(String text) {
        return !text.isBlank() && text.length() <= 500 && Characters.isLine(text);
    }
}
