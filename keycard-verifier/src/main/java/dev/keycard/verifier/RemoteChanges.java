package dev.keycard.verifier;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** Changes that Keycard servers send over HTTP: which servers, and the credential for them. Immutable. */
public final class RemoteChanges {

    private static final String PATH = "/api/changes/";

    private final Supplier<String> apiToken;
    private final List<URI> servers;
    private final String path;
    private final String keyword;

    private RemoteChanges(Supplier<String> apiToken, List<URI> servers, String path, String keyword) {
        this.apiToken = apiToken;
        this.servers = servers;
        this.path = path;
        this.keyword = keyword;
    }

    /**
     * Changes from nodes over one database, at their default path.
     *
     * @param apiToken gives an API token with the scope {@code changes}; called for each connection
     * @param servers addresses without a path: {@code https}, or {@code http} on this machine
     * @throws IllegalArgumentException if there is none, or if an attacker on the network could read the token and hold changes
     *     back
     */
    public static RemoteChanges from(Supplier<String> apiToken, List<URI> servers) {
        servers.forEach(Jwks::requireProtected);
        return fromUnprotected(apiToken, servers);
    }

    /**
     * The same by plain {@code http} from other machines. An attacker on the network can read the API token, and can hide
     * revocations.
     */
    public static RemoteChanges fromUnprotected(Supplier<String> apiToken, List<URI> servers) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("name the address of a server");
        }
        return new RemoteChanges(apiToken, List.copyOf(servers), PATH, "Token");
    }

    /** The same at another path, if the servers have set {@code paths.changes}. */
    public RemoteChanges at(String otherPath) {
        return new RemoteChanges(apiToken, servers, otherPath, keyword);
    }

    /** The same with another word before the API token, if the servers have set {@code api-token.keyword}. */
    public RemoteChanges keyword(String other) {
        return new RemoteChanges(apiToken, servers, path, other);
    }

    int servers() {
        return servers.size();
    }

    URI endpoint(int server) {
        return URI.create(servers.get(server % servers.size()) + path);
    }

    String authorization() {
        return keyword + " " + apiToken.get();
    }
}
