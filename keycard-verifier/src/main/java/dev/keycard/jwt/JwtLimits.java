package dev.keycard.jwt;

/** What tokens may be at most, so that the side that writes them keeps to what the side that reads them accepts. */
public final class JwtLimits {

    /** The longest token, in characters: far above what Keycard writes, and small enough to be read in microseconds. */
    public static final int LENGTH = 8 * 1024;

    /** How deep JSON may be nested. */
    public static final int DEPTH = 16;

    /** The longest {@code jti}, in characters. */
    public static final int JTI_LENGTH = 255;

    /** The longest {@code kid}, in characters. */
    public static final int KID_LENGTH = 128;

    private JwtLimits() {}
}
