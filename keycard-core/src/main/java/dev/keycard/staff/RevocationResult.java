package dev.keycard.staff;

/** The result of ending logins or API tokens of other users. */
public sealed interface RevocationResult {

    /** They were ended. */
    record Ended(int count) implements RevocationResult {}

    /** There is no such user, login or API token, or it had ended before. */
    record NotFound() implements RevocationResult {}

    /** A rule refuses the act of the member of staff. */
    record Refused(StaffRefusal refusal) implements RevocationResult {}
}
