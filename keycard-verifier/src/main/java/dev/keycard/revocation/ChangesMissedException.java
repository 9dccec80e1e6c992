package dev.keycard.revocation;

import java.io.Serial;

/**
 * A reader cannot continue, because changes that it has not given may be gone: they were purged, or the source was restored or
 * replaced by another one. The caller begins again with a new reader, and relies on nothing that it knew.
 */
public final class ChangesMissedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param reason for the log */
    public ChangesMissedException(String reason) {
        super(reason);
    }
}
