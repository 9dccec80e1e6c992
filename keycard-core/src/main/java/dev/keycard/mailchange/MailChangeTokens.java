package dev.keycard.mailchange;

import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Digest;
import dev.keycard.id.TimeId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * The tokens in the links: the id of a change, and an HMAC-SHA-256 over the id, the purpose of the link, the user and both
 * addresses. The row decides whether the change may still be confirmed or undone. 64 characters of base64url. Thread-safe.
 */
final class MailChangeTokens {

    /** The purpose of a link. A token for one purpose is not valid for the other. */
    enum Purpose {
        CONFIRM,
        UNDO
    }

    private static final int ID_BYTES = 2 * Long.BYTES;
    private static final int MAC_BYTES = 32;

    private final byte[] key;

    /** @param key used only for these tokens */
    MailChangeTokens(byte[] key) {
        this.key = key.clone();
    }

    String issue(Purpose purpose, MailChange change) {
        UUID id = UUID.fromString(change.id().text());
        return Base64Url.encode(ByteBuffer.allocate(ID_BYTES + MAC_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(mac(purpose, change))
                .array());
    }

    /** The id of the change in the text; empty if the text is malformed. Not verified. */
    Optional<TimeId> claimed(String token) {
        return Base64Url.decode(token)
                .filter(bytes -> bytes.length == ID_BYTES + MAC_BYTES)
                .map(ByteBuffer::wrap)
                .flatMap(bytes -> TimeId.parse(new UUID(bytes.getLong(), bytes.getLong()).toString()));
    }

    /** Whether the token was issued for that change and purpose. */
    boolean proves(String token, Purpose purpose, MailChange change) {
        return Digest.same(token, issue(purpose, change));
    }

    private byte[] mac(Purpose purpose, MailChange change) {
        return Digest.hmacSha256(
                key,
                field(purpose.name())
                        + field(change.id().text())
                        + field(change.userId().text())
                        + field(change.from())
                        + field(change.to()));
    }

    /** Each field has its length before it, so that different lists of fields give different texts. */
    private static String field(String text) {
        return text.length() + ":" + text;
    }
}
