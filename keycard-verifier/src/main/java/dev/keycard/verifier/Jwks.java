package dev.keycard.verifier;

import dev.keycard.address.Literal;
import dev.keycard.jwt.KeyException;
import dev.keycard.jwt.KeyRing;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.jwt.TrustedKey;
import dev.keycard.jwt.VerifyingKeyReader;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The source of an issuer's keys: its JWK set (RFC 7517), which is read over HTTP regularly, or given keys. Immutable. */
public final class Jwks {

    /**
     * How a JWK set is read.
     *
     * @param refresh how often it is read; default 5 minutes
     * @param pause the shortest time between two readings, also after a token that names an unknown key or a failed reading;
     *     default 10 s
     * @param keep for how long keys are used while the issuer does not answer; default 1 hour. A key that the issuer removes
     *     meanwhile is trusted for that long.
     * @param timeout how long one reading may take; default 3 s
     */
    public record Times(Duration refresh, Duration pause, Duration keep, Duration timeout) {

        /**
         * @throws IllegalArgumentException if a time is not longer than zero, or {@code keep} is shorter than {@code refresh}
         */
        public Times {
            for (Duration time : List.of(refresh, pause, keep, timeout)) {
                if (time.isNegative() || time.isZero()) {
                    throw new IllegalArgumentException("times of reading keys must be longer than zero");
                }
            }
            if (keep.compareTo(refresh) < 0) {
                throw new IllegalArgumentException("keys must be kept at least until they are read again");
            }
        }

        public static Times defaults() {
            return new Times(Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofSeconds(3));
        }

        public Times withRefresh(Duration other) {
            return new Times(other, pause, keep, timeout);
        }

        public Times withPause(Duration other) {
            return new Times(refresh, other, keep, timeout);
        }

        public Times withKeep(Duration other) {
            return new Times(refresh, pause, other, timeout);
        }

        public Times withTimeout(Duration other) {
            return new Times(refresh, pause, keep, other);
        }
    }

    private final List<URI> uris;
    private final List<String> given;
    private final Times times;

    private Jwks(List<URI> uris, List<String> given, Times times) {
        this.uris = List.copyOf(uris);
        this.given = given;
        this.times = times;
    }

    /**
     * The JWK set at that address: {@code https}, or {@code http} on this machine. Keycard's server publishes it at {@code
     * /.well-known/jwks.json}.
     *
     * @throws IllegalArgumentException if an attacker on the network could insert keys into the set
     */
    public static Jwks from(URI uri) {
        return from(List.of(uri));
    }

    /**
     * The same at several addresses that publish the same set: when one does not answer, the next is tried.
     *
     * @throws IllegalArgumentException if there is none, or an attacker on the network could insert keys into the set
     */
    public static Jwks from(List<URI> uris) {
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("name the address of a JWK set");
        }
        uris.forEach(Jwks::requireProtected);
        return new Jwks(uris, List.of(), Times.defaults());
    }

    static void requireProtected(URI uri) {
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !(isHttp(uri) && isThisMachine(uri))) {
            throw new IllegalArgumentException(
                    "keys and changes are read by https, or by http from this machine: " + uri);
        }
    }

    /** The same by plain {@code http} from another machine. An attacker on the network can insert keys into the set. */
    public static Jwks fromUnprotected(URI uri) {
        if (!isHttp(uri)) {
            throw new IllegalArgumentException("not an address of http: " + uri);
        }
        return new Jwks(List.of(uri), List.of(), Times.defaults());
    }

    /** Given keys: each text is a JWK set, a JWK, or a public key or certificate in PEM. */
    public static Jwks of(String... keys) {
        return new Jwks(List.of(), List.of(keys), Times.defaults());
    }

    /** The same source with other times of reading. */
    public Jwks with(Times other) {
        return new Jwks(uris, given, other);
    }

    /** @throws KeyException if a given key cannot be read or is weak */
    IssuerKeys open(SignatureProvider provider, LongSupplier nanoClock) {
        return uris.isEmpty()
                ? IssuerKeys.fixed(fixed(provider))
                : new FetchedKeys(new JwksDownload(uris, times.timeout()), times, provider, nanoClock);
    }

    private KeyRing fixed(SignatureProvider provider) {
        VerifyingKeyReader reader = new VerifyingKeyReader(provider);
        List<TrustedKey> keys = given.stream()
                .flatMap(text -> reader.entry(text).stream())
                .map(TrustedKey::ofKeycard)
                .toList();
        if (keys.isEmpty()) {
            throw new KeyException("no key is given");
        }
        return new KeyRing(keys);
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isThisMachine(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        Optional<InetAddress> address =
                Literal.parse(name.startsWith("[") ? name.substring(1, name.length() - 1) : name);
        return name.equals("localhost")
                || address.map(InetAddress::isLoopbackAddress).orElse(false);
    }
}
