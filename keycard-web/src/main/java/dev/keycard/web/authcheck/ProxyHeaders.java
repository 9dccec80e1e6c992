package dev.keycard.web.authcheck;

import java.util.List;

/**
 * In which headers a proxy tells of the original request. A proxy sets one pair and lets the other through as the client sent
 * it, so it is best to name the one that is set.
 */
public enum ProxyHeaders {
    /** Whichever pair is there; both only if they agree. */
    EITHER,
    /** {@code X-Original-Method} and {@code X-Original-URI}, as is usual with nginx. The other pair is not looked at. */
    ORIGINAL,
    /** {@code X-Forwarded-Method} and {@code X-Forwarded-Uri}, as Caddy and Traefik do. The other pair is not looked at. */
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
