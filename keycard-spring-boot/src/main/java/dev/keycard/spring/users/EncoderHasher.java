package dev.keycard.spring.users;

import dev.keycard.api.Internal;
import dev.keycard.password.PasswordHasher;
import dev.keycard.password.Verdict;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes passwords as the application does, so that its own sign-in form reads what Keycard has written. Thread-safe as
 * the encoder is.
 */
@Internal
public final class EncoderHasher implements PasswordHasher {

    private final PasswordEncoder encoder;
    private final boolean upgrades;

    /** @param upgrades whether an outdated hash can be replaced; if not, none is reported, so that none is computed in vain */
    public EncoderHasher(PasswordEncoder encoder, boolean upgrades) {
        this.encoder = encoder;
        this.upgrades = upgrades;
    }

    @Override
    public String hash(String password) {
        String encoded = encoder.encode(password);
        if (encoded == null) {
            throw new IllegalArgumentException("the PasswordEncoder gave no hash");
        }
        return encoded;
    }

    /**
     * An encoder that knows hashes by their prefix throws for a text without a known one. An empty text is no hash of any
     * encoder; they would answer at once, and the time would tell that the account has no password.
     */
    @Override
    public Verdict verify(String password, String encoded) {
        if (encoded.isBlank()) {
            return Verdict.UNUSABLE;
        }
        try {
            if (!encoder.matches(password, encoded)) {
                return Verdict.MISMATCH;
            }
            return upgrades && encoder.upgradeEncoding(encoded) ? Verdict.MATCH_OUTDATED : Verdict.MATCH;
        } catch (IllegalArgumentException noHash) {
            return Verdict.UNUSABLE;
        }
    }

    @Override
    public boolean isOutdated(String encoded) {
        try {
            return encoder.upgradeEncoding(encoded);
        } catch (IllegalArgumentException noHash) {
            return false;
        }
    }
}
