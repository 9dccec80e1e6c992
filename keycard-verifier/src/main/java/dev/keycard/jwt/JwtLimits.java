package dev.keycard.jwt;

import dev.keycard.api.Internal;

/** Limits of tokens, for both sides: tokens are not signed if a verifier would refuse them. */
@Internal
public final class JwtLimits {

    /**
     * The longest token, in characters: much longer than the tokens that Keycard makes, and short enough to be read in
     * microseconds.
     */
    public static final int LENGTH = 8 * 1024;

    /** The maximum depth of JSON. */
    public static final int DEPTH = 16;

    /** The longest {@code jti}, in characters. */
    public static final int JTI_LENGTH = 255;

    /** The longest {@code kid}, in characters. */
    public static final int KID_LENGTH = 128;

    private JwtLimits() {}
}
