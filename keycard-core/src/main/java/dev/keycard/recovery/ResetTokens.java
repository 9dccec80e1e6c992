package dev.keycard.recovery;

import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Digest;
import dev.keycard.id.UserId;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The tokens in the links: a user's id and the time, and an HMAC-SHA-256 over these and the user's password hash, credential
 * version and mail address. Nothing is stored. A token becomes invalid when any of these changes, and so by its use. 64
 * characters of base64url. Thread-safe.
 */
final class ResetTokens {

    /** An id and a time of eight bytes each, and the MAC, as base64url here. */
    private record Parts(long userId, long issued, String mac) {

        @Override
        public String toString() {
            return "Parts[" + userId + "]";
        }
    }

    private static final int MAC_BYTES = 32;
    private static final int BYTES = 2 * Long.BYTES + MAC_BYTES;

    /** The clock of the node that made the token may be slightly ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final byte[] key;

    /** @param key used only for these tokens */
    ResetTokens(byte[] key) {
        this.key = key.clone();
    }

    String issue(StoredPassword owner, Instant now) {
        long id = number(owner);
        long issued = now.toEpochMilli();
        return Base64Url.encode(ByteBuffer.allocate(BYTES)
                .putLong(id)
                .putLong(issued)
                .put(mac(id, issued, owner))
                .array());
    }

    /** Only Keycard's own users, whose ids are numbers, have mail addresses here. */
    private static long number(StoredPassword owner) {
        return owner.user().id().number().orElseThrow();
    }

    /** The id of the user in the text; empty if the text is malformed. Not verified. */
    Optional<UserId> claimedUser(String token) {
        return read(token).map(parts -> UserId.of(parts.userId()));
    }

    /**
     * Whether the token was issued for the present state of that user, and has not expired. Takes the same time for all tokens
     * of one form.
     */
    boolean proves(String token, StoredPassword owner, Instant now) {
        Optional<Parts> parts = read(token);
        return parts.isPresent()
                && Digest.same(
                        Base64Url.encode(mac(parts.get().userId(), parts.get().issued(), owner)),
                        parts.get().mac())
                && owner.user().id().equals(UserId.of(parts.get().userId()))
                && isCurrent(Instant.ofEpochMilli(parts.get().issued()), now);
    }

    private static boolean isCurrent(Instant issued, Instant now) {
        return now.isBefore(issued.plus(RecoveryConfig.LIFETIME)) && !issued.isAfter(now.plus(AHEAD));
    }

    private static Optional<Parts> read(String token) {
        return Base64Url.decode(token).filter(bytes -> bytes.length == BYTES).map(ResetTokens::split);
    }

    private static Parts split(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long userId = buffer.getLong();
        long issued = buffer.getLong();
        byte[] mac = new byte[MAC_BYTES];
        buffer.get(mac);
        return new Parts(userId, issued, Base64Url.encode(mac));
    }

    private byte[] mac(long userId, long issued, StoredPassword owner) {
        User user = owner.user();
        return Digest.hmacSha256(
                key,
                field(Long.toString(userId))
                        + field(Long.toString(issued))
                        + field(Long.toString(user.credentialVersion()))
                        + field(owner.hash())
                        + field(user.email()));
    }

    /** Each field has its length before it, so that different lists of fields give different texts. */
    private static String field(String text) {
        return text.length() + ":" + text;
    }
}
