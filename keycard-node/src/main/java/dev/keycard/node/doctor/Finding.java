package dev.keycard.node.doctor;

import dev.keycard.api.Internal;

/**
 * What a check found.
 *
 * @param sentence what the check found; holds no secret
 * @param advice what to do; empty if nothing is to be done
 */
@Internal
public record Finding(Level level, String sentence, String advice) {

    public static Finding ok(String sentence) {
        return new Finding(Level.OK, sentence, "");
    }

    public static Finding notice(String sentence, String advice) {
        return new Finding(Level.NOTICE, sentence, advice);
    }

    public static Finding warning(String sentence, String advice) {
        return new Finding(Level.WARNING, sentence, advice);
    }

    public static Finding danger(String sentence, String advice) {
        return new Finding(Level.DANGER, sentence, advice);
    }
}
