package dev.keycard.spring.propagation;

import dev.keycard.api.Internal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The services that get the caller's token, each by its exact origin: scheme, host and port. There are no patterns: whoever can
 * get a name under a domain would get tokens. Immutable.
 */
@Internal
public final class PropagationHosts {

    private static final String HTTP = "http";
    private static final String HTTPS = "https";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    private final Set<Origin> origins;

    private record Origin(String scheme, String host, int port) {

        /** Null if the address has no host. */
        static @Nullable Origin of(URI uri) {
            String scheme = uri.getScheme();
            String host = uri.getHost();
            if (scheme == null || host == null) {
                return null;
            }
            return of(scheme.toLowerCase(Locale.ROOT), host, uri.getPort());
        }

        static Origin of(String scheme, String host, int port) {
            int usual = scheme.equals(HTTP) ? HTTP_PORT : HTTPS_PORT;
            return new Origin(scheme, host.toLowerCase(Locale.ROOT), port < 0 ? usual : port);
        }
    }

    /**
     * Reads the lists.
     *
     * @param hosts such as {@code orders.internal:8443} or {@code https://orders.internal:8443}; {@code http} only for loopback
     * @param insecure those that may be called without TLS
     * @throws PropagationMistake for anything else
     */
    public PropagationHosts(List<String> hosts, List<String> insecure) {
        Set<Origin> found = new HashSet<>();
        hosts.forEach(host -> add(found, host, false));
        insecure.forEach(host -> add(found, host, true));
        this.origins = Set.copyOf(found);
    }

    private static void add(Set<Origin> found, String text, boolean plainAllowed) {
        boolean named = text.contains("://");
        URI uri = parse(named ? text : HTTPS + "://" + text, text);
        String host = uri.getHost();
        boolean plain = plainAllowed || LOOPBACK.matcher(host).matches();
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals(HTTP) && !plain) {
            throw new PropagationMistake("keycard.propagation.hosts: " + text
                    + " has no TLS, so tokens could be read on the way; use https, or name it in"
                    + " keycard.propagation.hosts-insecure.");
        }
        found.add(Origin.of(scheme, host, uri.getPort()));
        if (!named && plain) {
            found.add(Origin.of(HTTP, host, uri.getPort()));
        }
    }

    private static URI parse(String address, String text) {
        try {
            URI uri = new URI(address);
            boolean origin = uri.getHost() != null
                    && (HTTP.equalsIgnoreCase(uri.getScheme()) || HTTPS.equalsIgnoreCase(uri.getScheme()))
                    && uri.getUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (origin) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            throw mistake(text);
        }
        throw mistake(text);
    }

    private static PropagationMistake mistake(String text) {
        return new PropagationMistake("keycard.propagation.hosts must be hosts such as orders.internal:8443, without"
                + " paths and wildcards; it is not " + text + ".");
    }

    /** Whether a request to this address gets the token. */
    public boolean contains(URI uri) {
        Origin origin = Origin.of(uri);
        return origin != null && origins.contains(origin);
    }
}
