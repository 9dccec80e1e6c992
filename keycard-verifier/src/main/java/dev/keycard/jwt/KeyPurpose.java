package dev.keycard.jwt;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import dev.keycard.api.Internal;
import java.util.Set;

/**
 * The declared use of a JWK: {@code use} and {@code key_ops} (RFC 7517 sections 4.2 and 4.3). Without these members, every use
 * is allowed.
 */
@Internal
public final class KeyPurpose {

    private static final Set<KeyOperation> OF_SIGNATURES = Set.of(KeyOperation.SIGN, KeyOperation.VERIFY);

    private KeyPurpose() {}

    /**
     * Checks the declared use of a key.
     *
     * @throws KeyException if the key is not declared for that operation, or also for another use than signatures
     */
    public static void check(JWK jwk, KeyOperation operation) {
        boolean otherUse = jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE);
        Set<KeyOperation> operations = jwk.getKeyOperations();
        boolean otherOperations =
                operations != null && !(operations.contains(operation) && OF_SIGNATURES.containsAll(operations));
        if (otherUse || otherOperations) {
            throw new KeyException(
                    "is a JWK that declares another use or other key_ops: leave them out, or write \"use\":\"sig\" and"
                            + " \"key_ops\":[\"" + operation.identifier() + "\"]");
        }
    }

    /** Whether the JWK is declared only for another use than signatures. */
    static boolean isElsewhere(JWK jwk) {
        Set<KeyOperation> operations = jwk.getKeyOperations();
        return KeyUse.ENCRYPTION.equals(jwk.getKeyUse())
                || (operations != null && operations.stream().noneMatch(OF_SIGNATURES::contains));
    }
}
