package dev.keycard.permission;

import dev.keycard.authentication.Anonymous;
import dev.keycard.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that grant an anonymous request only because of a {@code not}: {@code not HasRole(guest)} is meant for users
 * without that role, but an anonymous request has no role either. A grant is intended if a rule without {@code not} also grants
 * it: {@code AllowAny and not HasRole(guest)} names everybody, and {@code not IsAuthenticated} explicitly asks for anonymous
 * requests.
 */
final class AnonymousByNegation {

    /** Rules of the language read only whether a request is safe. */
    private static final List<Request> PROBES = List.of(new Probe("GET"), new Probe("POST"));

    private static final Grounds.Operands INTENDED = new Intended();

    private AnonymousByNegation() {}

    /**
     * The rule.
     *
     * @throws IllegalArgumentException if it grants anonymous requests that way; the message has the probably intended rule
     */
    static Permission refused(Permission rule) {
        if (grants(rule)) {
            throw new IllegalArgumentException(
                    "anonymous requests would pass, only because of a not; write " + meant(rule));
        }
        return rule;
    }

    static boolean grants(Permission rule) {
        return PROBES.stream().anyMatch(probe -> {
            Grounds grounds = Grounds.of(rule, probe, INTENDED);
            return grounds.granted() == Truth.YES && grounds.grounded() != Truth.YES;
        });
    }

    /** The same rule for signed-in users; for anonymous requests only grants that need no {@code not}. */
    static Permission meant(Permission rule) {
        if (!grants(rule)) {
            return rule;
        }
        return rule instanceof Or or
                ? meant(or.first()).or(meant(or.second()))
                : Permissions.IS_AUTHENTICATED.and(rule);
    }

    private static final class Intended implements Grounds.Operands {

        @Override
        public Grounds of(Permission rule, boolean negated, Request request) {
            Truth granted = Truth.of(rule.decide(request, Anonymous.ANONYMOUS));
            return new Grounds(granted, granted);
        }

        @Override
        public boolean isGround(Not negation) {
            return negation.refused() == Permissions.IS_AUTHENTICATED;
        }
    }

    /** A request that has only a method. */
    private record Probe(String method) implements Request {

        @Override
        public String id() {
            return "";
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public @Nullable String query() {
            return null;
        }

        @Override
        public @Nullable String header(String name) {
            return null;
        }

        @Override
        public List<String> headers(String name) {
            return List.of();
        }

        @Override
        public byte[] body() {
            return new byte[0];
        }

        @Override
        public String address() {
            return "";
        }

        @Override
        public boolean secure() {
            return true;
        }
    }
}
