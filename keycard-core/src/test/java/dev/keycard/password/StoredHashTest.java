package dev.keycard.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredHashTest {

    private static final String DIGEST_32 = "yawMG943scnCXvNx1WIZXRf/7A72Bo1g0QX/gqEZGJU";
    private static final String DIGEST_64 = "A".repeat(86) + "==";
    private static final String BCRYPT = "l0gruz6XE4hWxWJi50kx6ewIjwRNtCtCVjSS.hmB1J5MGO6XHhcLy";
    private static final List<String> SOUND = List.of(
            "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + DIGEST_32,
            "argon2$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$" + DIGEST_32,
            "pbkdf2_sha256$2$NaCl$" + DIGEST_32 + "=",
            "bcrypt_sha256$$2b$04$" + BCRYPT,
            "scrypt$16$seasalt$8$1$" + DIGEST_64);

    private final Argon2Hasher hasher = TestCost.cheapHasher();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!",
                "!mTTTulelQBuJzh3tkqFJxHDeJqPsv3T7ETU8ODXn",
                "$",
                "$$$$$",
                "plain text",
                "md5$salt$5f4dcc3b5aa765d61d8327deb882cf99",
                "pbkdf2_sha1$1000$salt$AAAA",
                "\ud800",
            })
    void unusable_whatIsNoKnownHash(String encoded) {
        assertThat(hasher.verify("password", encoded)).isEqualTo(Verdict.UNUSABLE);
    }

    @ParameterizedTest
    @MethodSource("beyondTheCaps")
    void unusable_whatCostsTooMuch(String encoded) {
        assertThat(hasher.verify("password", encoded)).isEqualTo(Verdict.UNUSABLE);
    }

    static Stream<String> beyondTheCaps() {
        String argon2End = "$c29tZXNhbHRzb21lc2FsdA$" + DIGEST_32;
        return Stream.of(
                "$argon2id$v=19$m=131073,t=1,p=1" + argon2End,
                "$argon2id$v=19$m=999999999,t=1,p=1" + argon2End,
                "$argon2id$v=19$m=9999999999,t=1,p=1" + argon2End,
                "$argon2id$v=19$m=64,t=17,p=1" + argon2End,
                "$argon2id$v=19$m=128,t=1,p=9" + argon2End,
                "argon2$argon2id$v=19$m=131073,t=1,p=1" + argon2End,
                "pbkdf2_sha256$5000001$NaCl$" + DIGEST_32 + "=",
                "pbkdf2_sha256$2300000$NaCl$" + DIGEST_32 + "=",
                "pbkdf2_sha256$999999999$NaCl$" + DIGEST_32 + "=",
                "bcrypt_sha256$$2b$14$" + BCRYPT,
                "bcrypt_sha256$$2b$15$" + BCRYPT,
                "bcrypt_sha256$$2b$16$" + BCRYPT,
                "bcrypt_sha256$$2b$31$" + BCRYPT,
                "bcrypt_sha256$$2b$99$" + BCRYPT,
                "scrypt$262144$seasalt$8$1$" + DIGEST_64,
                "scrypt$131072$seasalt$8$5$" + DIGEST_64,
                "scrypt$536870912$seasalt$999$99$" + DIGEST_64);
    }

    @ParameterizedTest
    @MethodSource("beyondTheCaps")
    void refused_atImport_whatCostsTooMuch(String encoded) {
        if (StoredHash.read(encoded).isPresent()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Argon2Hasher.requireAffordable(encoded))
                    .withMessageContaining("the password hash is refused: ")
                    .withMessageNotContaining("yawMG");
        }
    }

    @Test
    void taken_atImport_whatFits_andWhatIsNoHash() {
        for (String encoded : List.of(
                "",
                "!",
                "a-hash",
                "pbkdf2_sha256$1200000$NaCl$" + DIGEST_32 + "=",
                "bcrypt_sha256$$2b$13$" + BCRYPT,
                "scrypt$16384$seasalt$8$5$" + DIGEST_64,
                "argon2$argon2id$v=19$m=102400,t=2,p=8$c29tZXNhbHRzb21lc2FsdA$" + DIGEST_32,
                // The dearest of our own that can be configured.
                "$argon2id$v=19$m=131072,t=16,p=8$c29tZXNhbHRzb21lc2FsdA$" + DIGEST_32)) {
            assertThatCode(() -> Argon2Hasher.requireAffordable(encoded)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void unusable_whatIsMalformed(String encoded) {
        assertThat(hasher.verify("password", encoded)).isEqualTo(Verdict.UNUSABLE);
    }

    static Stream<String> malformed() {
        String argon2End = "$c29tZXNhbHRzb21lc2FsdA$" + DIGEST_32;
        return Stream.of(
                "$argon2id$v=19$m=0,t=1,p=1" + argon2End,
                "$argon2id$v=19$m=-64,t=1,p=1" + argon2End,
                "$argon2id$v=19$m=7,t=1,p=1" + argon2End,
                "$argon2id$v=18$m=64,t=1,p=1" + argon2End,
                "$argon2x$v=19$m=64,t=1,p=1" + argon2End,
                "$argon2id$v=19$m=64,t=1,p=1$$" + DIGEST_32,
                "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAA",
                "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$" + DIGEST_32 + "AA",
                "$argon2id$v=19$m=64,t=1,p=1" + argon2End + "\n",
                "pbkdf2_sha256$0$NaCl$" + DIGEST_32 + "=",
                "pbkdf2_sha256$1$$" + DIGEST_32 + "=",
                "pbkdf2_sha256$1$NaCl$" + DIGEST_32,
                "pbkdf2_sha256$1$NaCl$",
                "bcrypt_sha256$$2b$03$" + BCRYPT,
                "bcrypt_sha256$$2b$12$" + BCRYPT.substring(1),
                "bcrypt_sha256$2b$12$" + BCRYPT,
                "scrypt$1$seasalt$8$1$" + DIGEST_64,
                "scrypt$1000$seasalt$8$1$" + DIGEST_64,
                "scrypt$65536$seasalt$1$1$" + DIGEST_64,
                "scrypt$16$seasalt$0$1$" + DIGEST_64,
                "scrypt$16$seasalt$8$0$" + DIGEST_64,
                "argon2$" + "$".repeat(100_000),
                "pbkdf2_sha256$1$" + "a".repeat(1_000_000) + "$" + DIGEST_32 + "=");
    }

    @Test
    void readsEachFormat() {
        assertThat(SOUND)
                .allSatisfy(encoded -> assertThat(StoredHash.read(encoded)).isPresent());
    }

    @Test
    void everyScryptBlockSizeThatIsRead_canBeComputed() {
        for (int cost : new int[] {2, 16, 64}) {
            for (int blockSize = 1; blockSize < 1000; blockSize += blockSize < 500 ? 41 : 1) {
                String encoded = "scrypt$" + cost + "$seasalt$" + blockSize + "$1$" + DIGEST_64;
                assertThat(hasher.verify("password", encoded))
                        .isEqualTo(blockSize > 512 ? Verdict.UNUSABLE : Verdict.MISMATCH);
            }
        }
    }

    @Property(tries = 2000)
    void anyDamage_givesAVerdictAndNoException(@ForAll("damaged") String encoded) {
        assertThat(hasher.verify("password", encoded)).isIn(Verdict.MISMATCH, Verdict.UNUSABLE);
    }

    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<String> patch = Arbitraries.strings()
                .withChars("$=,=+/.!0189abmptvz\u00e9\ud800\n")
                .ofMaxLength(3);
        return Combinators.combine(
                        Arbitraries.of(SOUND),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 4),
                        patch)
                .as(StoredHashTest::damage);
    }

    private static String damage(String encoded, double where, int cut, String patch) {
        int start = (int) (where * encoded.length());
        return encoded.substring(0, start) + patch + encoded.substring(Math.min(encoded.length(), start + cut));
    }

    @Test
    void printsNeitherSaltNorDigest() {
        assertThat(StoredHash.read(SOUND.get(2)).orElseThrow().toString())
                .doesNotContain("NaCl")
                .doesNotContain("yawMG");
    }
}
