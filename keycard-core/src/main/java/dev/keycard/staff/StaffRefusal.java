package dev.keycard.staff;

/** Why {@link StaffRules} keep a member of staff from an act. */
public enum StaffRefusal {
    /** They have not the rights for it, or are staff no more. */
    RIGHTS,
    /** They would delete themselves. */
    DELETES_ONESELF,
    /** They would deactivate themselves. */
    DEACTIVATES_ONESELF,
    /** They would be staff no more. */
    ENDS_OWN_STAFF,
    /** They would be a superuser no more. */
    ENDS_OWN_SUPERUSER,
    /** They would set their own password without the old one. */
    OWN_PASSWORD,
    /** They would change their own mail address, with which a password can be set. */
    OWN_ADDRESS
}
