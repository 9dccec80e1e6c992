package dev.keycard.web.authcheck;

import java.util.List;

/**
 * The headers in which a proxy describes the original request. A proxy sets one pair and passes the other on as the client sent
 * it, so the configuration should name the pair that it sets.
 */
public enum ProxyHeaders {
    /** Either pair; both only if they agree. */
    EITHER,
    /** {@code X-Original-Method} and {@code X-Original-URI}, as is usual with nginx. The other pair is ignored. */
    ORIGINAL,
    /** {@code X-Forwarded-Method} and {@code X-Forwarded-Uri}, as Caddy and Traefik do. The other pair is ignored. */
    FORWARDED;

    /** Two headers that belong together. */
    enum Pair {
        ORIGINAL("X-Original-Method", "X-Original-URI"),
        FORWARDED("X-Forwarded-Method", "X-Forwarded-Uri");

        private final String method;
        private final String uri;

        Pair(String method, String uri) {
            this.method = method;
            this.uri = uri;
        }

        String method() {
            return method;
        }

        String uri() {
            return uri;
        }
    }

    List<Pair> pairs() {
        return switch (this) {
            case EITHER -> List.of(Pair.ORIGINAL, Pair.FORWARDED);
            case ORIGINAL -> List.of(Pair.ORIGINAL);
            case FORWARDED -> List.of(Pair.FORWARDED);
        };
    }
}
