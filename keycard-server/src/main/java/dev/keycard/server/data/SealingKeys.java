package dev.keycard.server.data;

import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.key.SealingKey;
import dev.keycard.key.SealingKeyException;
import dev.keycard.key.SealingKeyFile;
import dev.keycard.key.SigningKeyStore;
import java.util.Objects;
import java.util.Optional;

/** Reads the sealing key, or makes one if the database holds nothing sealed yet. */
public final class SealingKeys {

    private SealingKeys() {}

    /**
     * Reads or makes the key.
     *
     * @param configured the key of the configuration, which overrides the file
     * @throws DataException if the key is missing although something is sealed, or cannot be used
     */
    public static SealingKey find(
            Optional<Secret> configured, DataFolder folder, SigningKeyStore sealed, Entropy entropy) {
        if (configured.isPresent()) {
            return SealingKey.parse(configured.get().reveal())
                    .orElseThrow(() -> new DataException(
                            "sealing-key is not a sealing key: write 43 base64url characters that encode 32 random "
                                    + "bytes."));
        }
        SealingKeyFile file = folder.sealingKeyFile();
        if (!file.exists()) {
            refuseIfSealed(file, sealed);
        }
        try {
            return file.readOrCreate(entropy);
        } catch (SealingKeyException unusable) {
            throw new DataException(Objects.requireNonNull(unusable.getMessage()));
        }
    }

    private static void refuseIfSealed(SealingKeyFile file, SigningKeyStore sealed) {
        if (!sealed.all().isEmpty()) {
            throw new DataException(
                    "The sealing key " + file.path() + " is missing, but the database holds signing keys sealed"
                            + " with it: restore it from a backup, or set sealing-key to the key of the node that made them.");
        }
    }
}
