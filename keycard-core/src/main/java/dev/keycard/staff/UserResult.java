package dev.keycard.staff;

import dev.keycard.password.PasswordProblem;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.List;

/** What comes of an act of {@link UserAdministration}. Unless it is done, nothing was changed. */
public sealed interface UserResult {

    /** It is done. The user is as the act left them, or as they were if it deleted them. */
    record Done(User user) implements UserResult {}

    /** There is no such user. */
    record NotFound() implements UserResult {}

    /** The name belongs to another user. */
    record NameTaken() implements UserResult {}

    /** The name belonged to another user until recently. */
    record NameReserved() implements UserResult {}

    /** No active superuser would be left. */
    record LastSuperuser() implements UserResult {}

    /** A rule keeps the member of staff from it. */
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
