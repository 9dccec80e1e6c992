package dev.keycard.jwt;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type of a token: its {@code token_type} claim. */
public enum TokenType {
    /** Presented with each request. */
    ACCESS,
    /** Presented only to get the next pair. */
    REFRESH;

    private final String claim = name().toLowerCase(Locale.ROOT);

    /** The value of the claim. */
    public String claim() {
        return claim;
    }

    static @Nullable TokenType of(String claim) {
        for (TokenType type : values()) {
            if (type.claim.equals(claim)) {
                return type;
            }
        }
        return null;
    }
}
