package dev.keycard.node.doctor;

import dev.keycard.api.Internal;
import java.util.Locale;

/** The severity of a finding. */
@Internal
public enum Level {
    /** Nothing to do. */
    OK,
    /** For information; there may be good reasons for it. */
    NOTICE,
    /** Should be changed, unless it is intended. */
    WARNING,
    /** Must be changed: it can be exploited. */
    DANGER;

    /** Whether an operator should act. */
    public boolean asksForAction() {
        return this == WARNING || this == DANGER;
    }

    /** The name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
