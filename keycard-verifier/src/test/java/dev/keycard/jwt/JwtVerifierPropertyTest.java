package dev.keycard.jwt;

import static dev.keycard.jwt.JwtFixture.NOW;
import static dev.keycard.jwt.JwtFixture.accessToken;
import static dev.keycard.jwt.JwtFixture.forge;
import static dev.keycard.jwt.JwtFixture.key;
import static dev.keycard.jwt.JwtFixture.payload;
import static dev.keycard.jwt.JwtFixture.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

/** Whatever is presented, nothing is thrown, and nothing but the token itself is verified. */
class JwtVerifierPropertyTest {

    private static final List<TestKey> KEYS =
            List.of(key(JwsAlgorithm.HS256), key(JwsAlgorithm.ES256), key(JwsAlgorithm.EdDSA), key(JwsAlgorithm.RS256));
    private static final List<String> TOKENS =
            KEYS.stream().map(key -> accessToken(key)).toList();
    private static final List<JwtVerifier> VERIFIERS =
            KEYS.stream().map(JwtFixture::verifier).toList();
    private static final TestKey HS = KEYS.get(0);

    private static boolean verifies(int which, String token) {
        return VERIFIERS.get(which).verify(token, NOW) instanceof Verification.Verified;
    }

    @Property
    void flippedBit_neverVerifies(
            @ForAll @IntRange(max = 3) int which,
            @ForAll @IntRange(max = 2000) int place,
            @ForAll @IntRange(max = 15) int bit) {
        String token = TOKENS.get(which);
        char[] chars = token.toCharArray();
        chars[place % chars.length] ^= (char) (1 << bit);
        assertThat(verifies(which, token)).isTrue();
        assertThat(verifies(which, new String(chars))).isFalse();
    }

    @Property
    void replacedCharacter_neverVerifies(
            @ForAll @IntRange(max = 3) int which, @ForAll @IntRange(max = 2000) int place, @ForAll char replacement) {
        String token = TOKENS.get(which);
        int index = place % token.length();
        String changed = token.substring(0, index) + replacement + token.substring(index + 1);
        assertThat(verifies(which, changed)).isEqualTo(changed.equals(token));
    }

    @Property
    void insertedOrRemovedText_neverVerifies(
            @ForAll @IntRange(max = 3) int which,
            @ForAll @IntRange(max = 2000) int place,
            @ForAll @IntRange(max = 4) int removed,
            @ForAll @StringLength(max = 4) @AlphaChars @NumericChars @Chars({'.', '-', '_', '=', ' '})
                    String inserted) {
        String token = TOKENS.get(which);
        int from = place % token.length();
        int to = Math.min(token.length(), from + removed);
        String changed = token.substring(0, from) + inserted + token.substring(to);
        assertThat(verifies(which, changed)).isEqualTo(changed.equals(token));
    }

    @Property
    void randomText_isRefused(@ForAll @StringLength(max = 300) String text) {
        assertThat(verifies(0, text)).isFalse();
    }

    @Property
    void randomParts_areRefused(
            @ForAll @StringLength(max = 200) @AlphaChars @NumericChars @Chars({'-', '_'}) String header,
            @ForAll @StringLength(max = 200) @AlphaChars @NumericChars @Chars({'-', '_'}) String payload,
            @ForAll @StringLength(max = 90) @AlphaChars @NumericChars @Chars({'-', '_'}) String signature) {
        assertThat(verifies(1, header + '.' + payload + '.' + signature)).isFalse();
    }

    @Property
    void randomBytesThatAreWellSigned_areAnswered(@ForAll byte[] header, @ForAll byte[] payload) {
        assertThat(verifies(0, forge(header, payload, HS))).isFalse();
    }

    @Property
    void randomJsonishPayloadThatIsWellSigned_isAnswered(
            @ForAll
                    @StringLength(max = 80)
                    @Chars({'{', '}', '[', ']', '"', ':', ',', '\\', 'u', 'e', 'E', '-', '+', '.', ' '})
                    @CharRange(from = '0', to = '9')
                    String text) {
        assertThat(verifier(HS).verify(forge("{\"alg\":\"HS256\"}", text, HS), NOW))
                .isInstanceOf(Verification.Invalid.class);
        assertThat(verifier(HS).verify(forge("{\"alg\":\"HS256\"}", payload("\"user_id\":" + text), HS), NOW))
                .isNotNull();
        assertThat(verifier(HS)
                        .verify(forge("{\"alg\":\"HS256\",\"kid\":" + text + "}", payload("\"user_id\":1"), HS), NOW))
                .isNotNull();
    }
}
