package dev.keycard.verifier;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Verifiers that need nothing but the addresses of Keycard servers: keys and revocations are read over HTTP. The servers must
 * be nodes over one database, and any of them will do: when one does not answer, the next is asked.
 *
 * <p>A token is refused within a second of its revocation. Without news from a server for 5 s ({@link
 * VerifierBuilder#following}), every token is {@link VerifierResult.Unavailable}.
 */
public final class RemoteVerifier {

    private static final String KEY_SET = "/.well-known/jwks.json";

    private RemoteVerifier() {}

    /**
     * Starts to build such a verifier.
     *
     * @param apiToken gives an API token with the scope {@code changes}; called for each connection, so the token can be
     *     replaced
     * @param addresses of the servers, such as {@code https://auth.example}, without a path
     * @throws IllegalArgumentException if there is no address, or one that is neither {@code https} nor {@code http} on this
     *     machine
     */
    public static VerifierBuilder of(Supplier<String> apiToken, String... addresses) {
        List<URI> servers = Arrays.stream(addresses)
                .map(address ->
                        URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address))
                .toList();
        RemoteChanges changes = RemoteChanges.from(apiToken, servers);
        return Verifier.builder()
                .keys(Jwks.from(servers.stream()
                        .map(server -> URI.create(server + KEY_SET))
                        .toList()))
                .revocations(changes);
    }
}
