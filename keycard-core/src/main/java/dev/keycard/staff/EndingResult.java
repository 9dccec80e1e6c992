package dev.keycard.staff;

/** What comes of ending logins or API tokens of others. */
public sealed interface EndingResult {

    /** They were ended; the count says how many there were. */
    record Ended(int count) implements EndingResult {}

    /** There is no such user, login or API token, or it had ended before. */
    record NotFound() implements EndingResult {}

    /** A rule keeps the member of staff from it. */
    record Refused(StaffRefusal refusal) implements EndingResult {}
}
