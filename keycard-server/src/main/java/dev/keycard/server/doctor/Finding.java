package dev.keycard.server.doctor;

/**
 * What a check found.
 *
 * @param sentence what the check found; holds no secret
 * @param advice what to do; empty if nothing is to be done
 */
public record Finding(Level level, String sentence, String advice) {

    static Finding ok(String sentence) {
        return new Finding(Level.OK, sentence, "");
    }

    static Finding notice(String sentence, String advice) {
        return new Finding(Level.NOTICE, sentence, advice);
    }

    static Finding warning(String sentence, String advice) {
        return new Finding(Level.WARNING, sentence, advice);
    }

    static Finding danger(String sentence, String advice) {
        return new Finding(Level.DANGER, sentence, advice);
    }
}
