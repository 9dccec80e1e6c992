package dev.keycard.staff;

/** The result of ending logins or API tokens of other users. */
public sealed interface EndingResult {

    /** They were ended. */
    record Ended(int count) implements EndingResult {}

    /** There is no such user, login or API token, or it had ended before. */
    record NotFound() implements EndingResult {}

    /** A rule refuses the act of the member of staff. */
    record Refused(StaffRefusal refusal) implements EndingResult {}
}
