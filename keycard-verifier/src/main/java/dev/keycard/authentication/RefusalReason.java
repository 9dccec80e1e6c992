package dev.keycard.authentication;

import java.util.Locale;

/**
 * Why a credential was refused: for logs and metrics, never for clients. Implemented by enums only, so that a metric has a
 * bounded number of labels.
 */
public interface RefusalReason {

    /** The name of the constant. */
    String name();

    /** The name as logs and metrics write it, such as {@code bad_signature}. */
    default String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
