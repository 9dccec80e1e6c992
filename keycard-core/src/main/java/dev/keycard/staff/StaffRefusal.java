package dev.keycard.staff;

/** Why {@link StaffRules} refuse an act of a member of staff. */
public enum StaffRefusal {
    /** They lack the rights for it, or are no longer staff. */
    RIGHTS,
    /** They would delete themselves. */
    DELETES_ONESELF,
    /** They would deactivate themselves. */
    DEACTIVATES_ONESELF,
    /** They would remove their own staff right. */
    ENDS_OWN_STAFF,
    /** They would remove their own superuser right. */
    ENDS_OWN_SUPERUSER,
    /** They would set their own password without proof of the old one. */
    OWN_PASSWORD,
    /** They would change their own mail address, with which a password can be set. */
    OWN_ADDRESS
}
