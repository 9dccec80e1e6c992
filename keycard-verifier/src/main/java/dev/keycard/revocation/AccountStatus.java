package dev.keycard.revocation;

import dev.keycard.id.UserId;
import java.time.Instant;

/** The status of a user's account. Implementations are immutable. */
public interface AccountStatus {

    /** The user's id. */
    UserId id();

    /** Whether the user may use issued credentials. */
    boolean active();

    /** Logins that began at or before this moment have ended, except one that a password change spared. */
    Instant revokedBefore();
}
