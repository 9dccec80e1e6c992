package dev.keycard.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;

class RocaTest {

    @Test
    void finds_noWeaknessInSoundKeys() throws Exception {
        for (int i = 0; i < 3; i++) {
            KeyPairGenerator sound = KeyPairGenerator.getInstance("RSA");
            sound.initialize(2048);
            RSAPublicKey key = (RSAPublicKey) sound.generateKeyPair().getPublic();
            assertThat(Roca.isWeak(key.getModulus())).isFalse();
        }
    }
}
