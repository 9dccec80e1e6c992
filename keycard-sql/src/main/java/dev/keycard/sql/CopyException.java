package dev.keycard.sql;

import dev.keycard.api.Internal;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A copy that was refused or failed, and changed nothing. The message is for the operator: one sentence, and what to do. */
@Internal
public final class CopyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    CopyException(String message) {
        this(message, null);
    }

    CopyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
