package dev.keycard.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void sha256_isThatOfTheStandard() { // FIPS 180-4, the message "abc"
        assertThat(HexFormat.of().formatHex(Digest.sha256("abc".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Digest.ofSecret("abc")).isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }

    @Test
    void hmac_isThatOfTheStandard() { // RFC 4231, test case 2
        assertThat(HexFormat.of()
                        .formatHex(Digest.hmacSha256(
                                "Jefe".getBytes(StandardCharsets.UTF_8), "what do ya want for nothing?")))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void same_isTrueForTheSameTextOnly() {
        assertThat(Digest.same("abc", "abc")).isTrue();
        assertThat(Digest.same("", "")).isTrue();
        assertThat(Digest.same("abc", "abd")).isFalse();
        assertThat(Digest.same("abc", "ab")).isFalse();
        assertThat(Digest.same("abc", "abcd")).isFalse();
        assertThat(Digest.same("abc", "")).isFalse();
        assertThat(Digest.same("abc", "ABC")).isFalse();
        assertThat(Digest.same("\u00e9", "e\u0301")).isFalse();
    }
}
