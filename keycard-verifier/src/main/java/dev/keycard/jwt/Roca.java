package dev.keycard.jwt;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Detects RSA keys of the library of CVE-2017-15361 (ROCA): its primes are powers of 65537 modulo a product of small primes, so
 * the modulus is one too, and it can be factored. The test is that of the authors: modulo each small prime for which the test
 * is meaningful, the modulus is a power of 65537. About one in 240 million strong keys is detected as weak.
 */
final class Roca {

    /** Below 168, the primes of which 65537 does not generate every residue. */
    private static final List<Integer> PRIMES =
            List.of(11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157);

    private static final Map<Integer, BitSet> POWERS =
            PRIMES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Roca::powers));

    private static final int GENERATOR = 65537;

    private Roca() {}

    static boolean isWeak(BigInteger modulus) {
        return POWERS.entrySet().stream()
                .allMatch(prime -> prime.getValue()
                        .get(modulus.mod(BigInteger.valueOf(prime.getKey())).intValue()));
    }

    private static BitSet powers(int prime) {
        BitSet powers = new BitSet(prime);
        for (int power = 1; !powers.get(power); power = power * (GENERATOR % prime) % prime) {
            powers.set(power);
        }
        return powers;
    }
}
