package dev.keycard.key;

import java.io.Serial;

/** The file of the sealing key cannot be used. The message is one sentence that names the file and says what to do. */
public final class SealingKeyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    SealingKeyException(String sentence) {
        super(sentence);
    }
}
