package dev.keycard.key;

import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The JWK set (RFC 7517) of the published keys as JSON, and its entity tag (RFC 9110 section 8.8.3). Immutable. */
public final class PublishedKeys {

    private final byte[] json;
    private final String etag;

    private PublishedKeys(byte[] json) {
        this.json = json;
        this.etag = '"' + Base64Url.encode(Digest.sha256(json)) + '"';
    }

    static PublishedKeys of(List<RingKey> keys) {
        return new PublishedKeys(keys.stream()
                .filter(RingKey::isPublished)
                .flatMap(key -> key.key().publicJwkJson().stream())
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8));
    }

    /** As UTF-8. The caller may change the array. */
    public byte[] json() {
        return json.clone();
    }

    /** In quotes, as in the header. */
    public String etag() {
        return etag;
    }
}
