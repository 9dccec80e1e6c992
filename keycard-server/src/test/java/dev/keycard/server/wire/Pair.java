package dev.keycard.server.wire;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;

/** An access token and a refresh token, as a client holds them; their claims are read by a foreign library. */
record Pair(String access, String refresh) {

    static Pair of(Reply reply) {
        return new Pair(reply.text("access"), reply.text("refresh"));
    }

    JWTClaimsSet accessClaims() {
        return claims(access);
    }

    JWTClaimsSet refreshClaims() {
        return claims(refresh);
    }

    /** The id of the login that both belong to. */
    String login() {
        return String.valueOf(accessClaims().getClaim("sid"));
    }

    static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException malformed) {
            throw new AssertionError("not a signed JWT", malformed);
        }
    }
}
