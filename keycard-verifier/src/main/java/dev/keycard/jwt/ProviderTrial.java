package dev.keycard.jwt;

import dev.keycard.crypto.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * Tests a provider before it is used: the ES256 example of RFC 7515 appendix A.3 must verify, and must fail when a bit of its
 * text is changed.
 */
final class ProviderTrial {

    private static final String P256_KEY_PREFIX = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
    private static final String X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    private static final String Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
    private static final String INPUT = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog"
            + "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    private static final String SIGNATURE =
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private ProviderTrial() {}

    static boolean passes(SignatureProvider provider) throws GeneralSecurityException {
        if (!provider.isSpecialFor(JwsAlgorithm.ES256)) {
            return false;
        }
        // Some JDKs accept MACs only from signed providers, and throw here otherwise.
        provider.mac(JwsAlgorithm.HS256);
        byte[] input = INPUT.getBytes(StandardCharsets.US_ASCII);
        byte[] changed = input.clone();
        changed[0] ^= 1;
        return verifies(provider, input) && !verifies(provider, changed);
    }

    private static boolean verifies(SignatureProvider provider, byte[] input) throws GeneralSecurityException {
        Signature engine = provider.signature(JwsAlgorithm.ES256);
        engine.initVerify(publicKey(provider));
        engine.update(input);
        return engine.verify(bytes(SIGNATURE));
    }

    private static PublicKey publicKey(SignatureProvider provider) throws GeneralSecurityException {
        String point = HexFormat.of().formatHex(bytes(X)) + HexFormat.of().formatHex(bytes(Y));
        byte[] encoded = HexFormat.of().parseHex(P256_KEY_PREFIX + point);
        return provider.keyFactory(JwsAlgorithm.ES256).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static byte[] bytes(String base64Url) {
        return Base64Url.decode(base64Url).orElseThrow();
    }
}
