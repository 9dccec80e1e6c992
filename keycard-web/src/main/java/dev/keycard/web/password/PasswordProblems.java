package dev.keycard.web.password;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.message.Message;
import dev.keycard.message.MessageKey;
import dev.keycard.password.PasswordProblem;
import dev.keycard.web.request.Fields;
import java.util.List;
import java.util.Map;

/** The messages about a refused new password. */
@Internal
public final class PasswordProblems {

    private PasswordProblems() {}

    /** The sentence for a problem. */
    public static Message message(PasswordProblem problem) {
        if (problem instanceof PasswordProblem.TooShort tooShort) {
            return MessageKey.PASSWORD_TOO_SHORT.with(tooShort.minimum());
        }
        if (problem instanceof PasswordProblem.TooLong tooLong) {
            return MessageKey.PASSWORD_TOO_LONG.with(tooLong.maximum());
        }
        if (problem instanceof PasswordProblem.TooCommon) {
            return MessageKey.PASSWORD_TOO_COMMON.with();
        }
        return problem instanceof PasswordProblem.TooSimilar
                ? MessageKey.PASSWORD_TOO_SIMILAR.with()
                : MessageKey.PASSWORD_NOT_TEXT.with();
    }

    /** Adds the problems to a field. */
    public static void note(Fields fields, String field, List<PasswordProblem> problems) {
        problems.forEach(problem -> fields.problem(field, message(problem)));
    }

    /** The refusal with the problems of a field. */
    public static ApiError refusal(String field, List<PasswordProblem> problems) {
        List<Message> messages =
                problems.stream().map(PasswordProblems::message).toList();
        return ApiError.invalid(Map.of(field, messages));
    }
}
