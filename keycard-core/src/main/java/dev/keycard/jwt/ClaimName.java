package dev.keycard.jwt;

import java.util.Set;

/** The claims that Keycard gives a meaning, by name. */
final class ClaimName {

    static final String TYPE = "token_type";
    static final String EXPIRES = "exp";
    static final String ISSUED = "iat";
    static final String NOT_BEFORE = "nbf";
    static final String ID = "jti";
    static final String USER = "user_id";
    static final String SUBJECT = "sub";
    static final String LOGIN = "sid";
    static final String GENERATION = "gen";
    static final String ISSUER = "iss";
    static final String AUDIENCE = "aud";
    static final String ROLES = "roles";
    static final String TIER = "tier";
    static final String STAFF = "is_staff";
    static final String AUTH_TIME = "auth_time";
    static final String METHODS = "amr";

    /**
     * Names that an application cannot take for claims of its own: those above, and those whose standard meaning other services
     * rely on (OpenID Connect, RFC 7800, RFC 8693, MicroProfile JWT), so that no token ever says more than Keycard checked.
     */
    static final Set<String> RESERVED = Set.of(
            TYPE,
            EXPIRES,
            ISSUED,
            NOT_BEFORE,
            ID,
            USER,
            SUBJECT,
            LOGIN,
            GENERATION,
            ISSUER,
            AUDIENCE,
            ROLES,
            TIER,
            STAFF,
            AUTH_TIME,
            METHODS,
            "acr",
            "act",
            "cnf",
            "scope",
            "groups",
            "upn");

    private ClaimName() {}
}
