package dev.keycard.node;

import dev.keycard.api.Internal;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.key.SealingKey;
import dev.keycard.key.SealingKeyException;
import dev.keycard.key.SealingKeyFile;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.settings.Configuration;
import java.util.Objects;
import java.util.Optional;

/** Reads the sealing key, or makes one if the database holds nothing sealed yet. */
@Internal
public final class SealingKeys {

    private SealingKeys() {}

    /**
     * Reads or makes the key.
     *
     * @param configured the key of the configuration, which overrides the file
     * @throws DataException if the key is missing although the database has one, or cannot be used
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

    /** Whether the configured key, or that of the file, is known not to be the key of the database. Makes nothing. */
    public static boolean isOther(Configuration settings, SigningKeyStore sealed) {
        SealingKeyFile file = new DataFolder(settings.get(DataSettings.FOLDER)).sealingKeyFile();
        Optional<Secret> configured = settings.get(DataSettings.SEALING_KEY);
        Optional<SealingKey> key = configured.isPresent()
                ? SealingKey.parse(configured.get().reveal())
                : Optional.of(file).filter(SealingKeyFile::exists).map(SealingKeyFile::read);
        return sealed.sealingKeyId()
                .filter(id -> key.map(SealingKey::id).filter(id::equals).isEmpty())
                .isPresent();
    }

    private static void refuseIfSealed(SealingKeyFile file, SigningKeyStore sealed) {
        if (!sealed.all().isEmpty() || sealed.sealingKeyId().isPresent()) {
            throw new DataException("The sealing key " + file.path()
                    + " is missing, but the database already has one: restore it from a backup, or set"
                    + " sealing-key to the key of its other nodes.");
        }
    }
}
