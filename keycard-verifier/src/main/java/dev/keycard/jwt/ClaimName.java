package dev.keycard.jwt;

import dev.keycard.api.Internal;
import java.util.Set;

/** The names of the claims that Keycard uses. */
@Internal
public final class ClaimName {

    public static final String TYPE = "token_type";
    public static final String EXPIRES = "exp";
    public static final String ISSUED = "iat";
    public static final String NOT_BEFORE = "nbf";
    public static final String ID = "jti";
    public static final String USER = "user_id";
    public static final String SUBJECT = "sub";
    public static final String LOGIN = "sid";
    public static final String GENERATION = "gen";
    public static final String ISSUER = "iss";
    public static final String AUDIENCE = "aud";
    public static final String ROLES = "roles";
    public static final String TIER = "tier";
    public static final String STAFF = "is_staff";
    public static final String AUTH_TIME = "auth_time";
    public static final String METHODS = "amr";

    /**
     * Names that an application cannot use for its own claims: those above, and those whose standard meaning other services
     * rely on (OpenID Connect, RFC 7800, RFC 8693, MicroProfile JWT). So a token never claims more than Keycard has checked.
     */
    public static final Set<String> RESERVED = Set.of(
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
