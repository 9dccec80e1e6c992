package dev.keycard.staff;

import dev.keycard.password.PasswordProblem;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.List;

/** The result of an act of {@link UserAdministration}. Only {@link Done} means that something was changed. */
public sealed interface UserResult {

    /**
     * The user, where the program could do nothing about any other result.
     *
     * @throws IllegalStateException if the act is not done; the message has the result
     */
    default User orElseThrow() {
        if (this instanceof Done done) {
            return done.user();
        }
        throw new IllegalStateException("nothing was changed: " + this);
    }

    /** The act is done. Has the user after the act, or the deleted user. */
    record Done(User user) implements UserResult {}

    /** There is no such user. */
    record NotFound() implements UserResult {}

    /** The name belongs to another user. */
    record NameTaken() implements UserResult {}

    /** The name belonged to another user until recently. */
    record NameReserved() implements UserResult {}

    /** The act would leave no active superuser. */
    record LastSuperuser() implements UserResult {}

    /** A rule refuses the act of the member of staff. */
    record Refused(StaffRefusal refusal) implements UserResult {}

    /** The new password is not acceptable. */
    record Rejected(List<PasswordProblem> problems) implements UserResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /** Too many passwords are being hashed. */
    record Busy(Duration retryAfter) implements UserResult {}
}
