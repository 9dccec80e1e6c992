package dev.keycard.redis;

import dev.keycard.crypto.Digest;
import dev.keycard.throttle.Rate;
import java.util.Arrays;
import java.util.Base64;

/**
 * The keys in Redis. A count's key is an HMAC, so that Redis, its files and its logs hold no name and no address, and names
 * can be tried out only with the secret. Thread-safe.
 */
final class KeyNames {

    private static final int BYTES = 18;

    private final byte[] secret;
    private final String prefix;

    KeyNames(byte[] secret, String prefix) {
        this.secret = secret.clone();
        this.prefix = prefix + "count:";
    }

    String of(String key, Rate rate) {
        byte[] name = Digest.hmacSha256(secret, rate.limit() + "/" + rate.period() + "/" + key);
        return prefix + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(name, BYTES));
    }
}
