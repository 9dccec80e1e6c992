package dev.keycard.apitoken;

import java.time.Instant;

/** The result of replacing an API token. */
public sealed interface ApiTokenRotation {

    /**
     * The token was replaced.
     *
     * @param successor the new token, with its secret
     * @param predecessor the old token, as it was before
     * @param predecessorEnds until when the old token can be used beside the new one
     */
    record Rotated(NewApiToken successor, ApiToken predecessor, Instant predecessorEnds) implements ApiTokenRotation {}

    /** Nothing was changed. */
    record NotRotated(ApiTokenStore.Rotation reason) implements ApiTokenRotation {}
}
