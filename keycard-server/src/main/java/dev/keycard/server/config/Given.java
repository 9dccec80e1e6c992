package dev.keycard.server.config;

/**
 * A value that someone gave.
 *
 * @param text as it was written, or as it stands in the file that was named
 * @param source where it comes from, for people: a file, an environment variable, a flag, or "default"
 */
record Given(String text, String source) {

    @Override
    public String toString() {
        return "Given[from " + source + "]";
    }
}
