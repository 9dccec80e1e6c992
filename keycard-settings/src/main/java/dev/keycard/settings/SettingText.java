package dev.keycard.settings;

/**
 * A value as it was written. Immutable.
 *
 * @param source where it was written, for people: a file, an environment variable, a flag, or {@code default}
 */
public record SettingText(String text, String source) {

    /** Omits the text, which may be a secret. */
    @Override
    public String toString() {
        return "SettingText[from " + source + "]";
    }
}
