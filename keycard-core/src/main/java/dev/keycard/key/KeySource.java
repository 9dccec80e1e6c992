package dev.keycard.key;

import dev.keycard.crypto.Secret;
import dev.keycard.jwt.KeyException;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.jwt.VerificationKey;
import dev.keycard.jwt.VerifyingKeyReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads keys from the configuration and the store. Thread-safe. */
final class KeySource {

    private final SigningKeyStore store;
    private final JwtConfig config;
    private final KeyVault vault;
    private final InstantSource clock;
    private final List<RingKey> configured;

    private KeySource(
            SigningKeyStore store, JwtConfig config, KeyVault vault, InstantSource clock, List<RingKey> configured) {
        this.store = store;
        this.config = config;
        this.vault = vault;
        this.clock = clock;
        this.configured = configured;
    }

    /** @throws SigningKeyException if a configured key is refused */
    static KeySource of(
            SigningKeyStore store, JwtConfig config, KeyVault vault, SignatureProvider provider, InstantSource clock) {
        return new KeySource(store, config, vault, clock, configured(config, provider));
    }

    /** The keys of the configuration. */
    List<RingKey> configured() {
        return configured;
    }

    private static List<RingKey> configured(JwtConfig config, SignatureProvider provider) {
        List<RingKey> keys = new ArrayList<>();
        Secret signing = config.issuing().signingKey();
        if (signing != null) {
            keys.add(RingKey.always(SigningKey.fromConfigured(config.issuing().algorithm(), signing, provider)));
        }
        verifying(config.verifyingKeys(), provider).forEach(key -> keys.add(RingKey.verifyOnly(key)));
        return List.copyOf(keys);
    }

    private static List<VerificationKey> verifying(List<Secret> entries, SignatureProvider provider) {
        if (entries.isEmpty()) {
            // Spares each start the library of the reader, whose signed jar takes 0.1 s to check.
            return List.of();
        }
        try {
            return new VerifyingKeyReader(provider, KeyReader::privateKey).read(entries);
        } catch (KeyException refused) {
            throw SigningKeyException.verifying(refused);
        }
    }

    /** A key that was removed because it leaked must not be accepted again by the configuration. */
    void refuseRemoved() {
        Set<String> removed = new HashSet<>();
        store.all().stream().filter(key -> key.removedAt() != null).forEach(key -> removed.add(key.kid()));
        configured.stream()
                .flatMap(key -> key.key().names().stream())
                .filter(removed::contains)
                .findFirst()
                .ifPresent(kid -> {
                    throw new SigningKeyException(
                            "The key " + kid + " was removed for good: take it out of jwt.verifying-keys");
                });
    }

    /** All keys as they are now. Known keys are not decrypted again; retired and removed ones are not decrypted at all. */
    List<RingKey> read(SigningKeys current) {
        if (config.issuing().signingKey() != null) {
            return configured;
        }
        Instant now = clock.instant();
        Map<String, SigningKey> opened = current.keys().stream()
                .filter(key -> key.source() == RingKey.Source.MADE)
                .flatMap(key -> Stream.ofNullable(key.signing()))
                .collect(Collectors.toMap(SigningKey::kid, Function.identity()));
        List<RingKey> keys = new ArrayList<>();
        store.all().stream()
                .filter(stored -> stored.isLive(now))
                .map(stored -> ringKey(stored, opened))
                .forEach(keys::add);
        keys.addAll(configured);
        return keys;
    }

    private RingKey ringKey(StoredKey stored, Map<String, SigningKey> opened) {
        SigningKey known = opened.get(stored.kid());
        return RingKey.made(
                known == null ? vault.open(stored) : known, stored.createdAt(), stored.signsFrom(), stored.retiresAt());
    }
}
