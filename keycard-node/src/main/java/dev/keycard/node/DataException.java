package dev.keycard.node;

import dev.keycard.api.Internal;
import java.io.Serial;

/** The data folder cannot be used. The message is one sentence that names the file and says what to do. */
@Internal
public final class DataException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    DataException(String sentence) {
        super(sentence);
    }
}
