package dev.keycard.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.keycard.crypto.Base64Url;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Keys whose secret part is published in a document. */
final class ExampleKeys {

    /** Their thumbprints (RFC 7638). */
    private static final Set<String> THUMBPRINTS = Set.of(
            "y_x3gCJnL6oKGBBIXScabduwxTVy2Wd2bzRVEUbdUzc", // RFC 7515 A.1, RFC 7517 A.3
            "IsUn6_e04MaShXFIISMp4kG62LWzMIPy_MvSA5pJgX8", // RFC 7515 A.2
            "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", // RFC 7515 A.3
            "u5YUSjQ2-2chBi51NSk3t3g7IM4o2KYcnPqPtCNGd3U", // RFC 7515 A.4
            "xtIsOV1FqKH77AI_A3jdTg5QfdabzqI-LNpYTPi0IgI", // RFC 7516 A.1
            "qb4tZkpLPaaZOCsj1pRKvGOLcOI-ULLKxJpoudkurnw", // RFC 7516 A.1, content key
            "_K0fXS8wlsT7Tn3vvZrs9qdKUIqi5AxQ5EVk41xi_BM", // RFC 7516 A.2
            "Yigo5OeTs7S62oK5POv8Ukif4rKAXY6vwmXYYjAKHk8", // RFC 7516 A.2, content key
            "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s", // RFC 7517 A.2
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", // RFC 7517 A.2
            "D8R4-FeTJfzuDUy8bZ0c4hcwpul-Q11gCPs3mw6-R9Q", // RFC 7517 C.1
            "_GK0r6GCoJt9zcssg9lay4obIxgCq05ntiRymRHADSU", // RFC 7518 C
            "Vy57XrArUrW0NbpI12tEzDHABxMwrTh6HHXRenSpnCo", // RFC 7518 C
            "dHri3SADZkrush5HU_50AoRhcKFryN-PI6jPBtPL55M", // RFC 7520 3.2
            "9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI", // RFC 7520 3.4
            "RtoRur_1Dir5M4wuOfqNkDYOf9O_4RJ-aHkTA75RLA8", // RFC 7520 3.5
            "VDMp1ZgGGv1OKgOeDc1EUKHXNQzMdLkCnxPETHdA4v0", // RFC 7520 3.6
            "h_jutvC-jg3Nwueq8LmdSybXykVsBwk4_5u5Y9JiS7E", // RFC 7520 5.1
            "cWEdgrr4gDyKBwJWC8PVMRZqLXcldT43s8KFhDaR5UM", // RFC 7520 5.1, content key
            "Rt-IyDEhXohvTl_ozKQ9YGflXGuDb3uu3QmqN2LoMwM", // RFC 7520 5.2
            "f5qv6EfCIyU_dGXJwabolCMu9Tg8sc0bzKjVxNZJkUY", // RFC 7520 5.2, content key
            "kcRJvSnxDPd72nGjRlEx36vKZcBtJCO4OjUqoWhxhV0", // RFC 7520 5.3, content key
            "YlKlB7M2wnS0cPn_V7OW-FuDLuWdJ9z4OvPHmhGDfeE", // RFC 7520 5.4
            "rTtHPa7sf4UUCCKAww7j-XnhD2AKwOGNIsGDDipf_EM", // RFC 7520 5.4, ephemeral
            "HsSFalww3yP-dO-lWGYgFcyV5H22oScIFc4V2Y6GOto", // RFC 7520 5.5
            "mTVa39KNK8LI9ZgAkyqQOQayaqVO7DXurapqkzEbfMg", // RFC 7520 5.5, ephemeral
            "LRbvMKgSGHVIB6dymtVQTfhpExKceopAygAHufMDGEY", // RFC 7520 5.5, agreed key
            "tqsISrG_pUi4IXRd2S_IYFnja0Xy7cpZHwbDd3XIFbM", // RFC 7520 5.7
            "Omapy7XnJzmPgFxrkXJcxddq5iIZTqOONOXa8pKIAz0", // RFC 7520 5.7, content key
            "mn9TtdH1OfJlO91eUXaEGe9tTrDzowXs_n2wKGrqLN4", // RFC 7520 5.13, ephemeral
            "eoPbB32u1TjeZ6nvG4gZyLmmVXntClvFUm55NVK5PG4", // RFC 7520 5.13, content key
            "8izOqBCj1XBwWw0-iTcMv27pUKWwFvNmw-kutyfzf-g", // RFC 7520 6
            "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", // RFC 8037 A.1
            "oGDmHqCJ7yzMkWEkrlZVHkvrHIyQwtlDmeq5ForUHeY", // jwt.io, RS256
            "19J8y7Zprt2-QKLjF2I5pVk0OELX6cY2AfaAv1LC_w8"); // jwt.io, ES256

    private ExampleKeys() {}

    /** Whether the key is one of them. A verifier with only the public half would also accept tokens of any attacker. */
    static boolean contain(JWK jwk) {
        return THUMBPRINTS.contains(thumbprint(jwk));
    }

    /** Whether the secret is one of them, or the base64url text of one. */
    static boolean containSecret(byte[] secret) {
        Optional<byte[]> spelled = Base64Url.decode(new String(secret, StandardCharsets.ISO_8859_1));
        return contain(new OctetSequenceKey.Builder(secret).build())
                || spelled.filter(bytes -> bytes.length > 0)
                        .filter(bytes -> contain(new OctetSequenceKey.Builder(bytes).build()))
                        .isPresent();
    }

    private static String thumbprint(JWK jwk) {
        try {
            return jwk.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java environment has SHA-256", impossible);
        }
    }
}
