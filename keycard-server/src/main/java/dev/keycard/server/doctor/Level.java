package dev.keycard.server.doctor;

import java.util.Locale;

/** How bad something is. */
public enum Level {
    /** As it should be. */
    OK,
    /** Worth knowing; there are good reasons for it. */
    NOTICE,
    /** Should be changed, or be a decision. */
    WARNING,
    /** Invites whoever comes by. */
    DANGER;

    /** Whether someone should act. */
    public boolean asksForAction() {
        return this == WARNING || this == DANGER;
    }

    /** The name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
