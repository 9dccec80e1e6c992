package dev.keycard.web.openapi;

import static dev.keycard.http.ErrorCode.ALREADY_ROTATED;
import static dev.keycard.http.ErrorCode.AUTHENTICATION_FAILED;
import static dev.keycard.http.ErrorCode.CSRF_FAILED;
import static dev.keycard.http.ErrorCode.NOT_AUTHENTICATED;
import static dev.keycard.http.ErrorCode.NOT_FOUND;
import static dev.keycard.http.ErrorCode.NO_ACTIVE_ACCOUNT;
import static dev.keycard.http.ErrorCode.PASSWORD_CHANGED;
import static dev.keycard.http.ErrorCode.REAUTHENTICATION_REQUIRED;
import static dev.keycard.http.ErrorCode.TOKEN_NOT_VALID;

import java.util.Map;

/** Signing in, and what one gets by it. */
final class TokenDescriptions {

    private static final String JWT = "JWT";
    private static final String API_TOKENS = "API tokens";
    private static final String OAUTH2 = "OAuth 2.0";
    private static final String SESSION = "Session";

    private TokenDescriptions() {}

    static void addTo(Map<String, Description> all) {
        pairs(all);
        apiTokens(all);
        oauth2(all);
        session(all);
    }

    private static void pairs(Map<String, Description> all) {
        all.put(
                "POST token",
                Description.of(JWT, "Sign in for an access token and a refresh token.")
                        .takesForm("Credentials")
                        .answers(200, "Both tokens; without those that jwt.cookies keeps in cookies.", "TokenPair")
                        .refuses(NO_ACTIVE_ACCOUNT, CSRF_FAILED));
        all.put(
                "POST token-refresh",
                Description.of(JWT, "Exchange a refresh token for a new access token, and for its successor.")
                        .takesForm("RefreshToken")
                        .answers(200, "The new tokens; without rotation the access token alone.", "RenewedTokens")
                        .refuses(TOKEN_NOT_VALID, NOT_AUTHENTICATED, NO_ACTIVE_ACCOUNT, PASSWORD_CHANGED, CSRF_FAILED));
        all.put(
                "DELETE token-refresh",
                Description.of(JWT, "Sign out by the refresh token's cookie, with the CSRF token that goes with it.")
                        .done("The login is over and its cookies are removed.")
                        .refuses(TOKEN_NOT_VALID, NOT_AUTHENTICATED, CSRF_FAILED));
        all.put(
                "POST token-verify",
                Description.of(JWT, "Tell whether an access or refresh token is good at this moment.")
                        .takesForm("AnyToken")
                        .answers(200, "It is.", "Nothing")
                        .refuses(TOKEN_NOT_VALID));
        all.put(
                "POST token-blacklist",
                Description.of(JWT, "End the login of a refresh token, with all its tokens.")
                        .takesForm("RefreshToken")
                        .answers(200, "It is ended.", "Nothing")
                        .refuses(TOKEN_NOT_VALID));
    }

    private static void apiTokens(Map<String, Description> all) {
        all.put(
                "POST token-auth",
                Description.of(API_TOKENS, "Sign in for an API token.")
                        .takesForm("Credentials")
                        .answers(200, "The token, shown this once.", "SignInToken"));
        all.put(
                "GET api-tokens",
                Description.of(API_TOKENS, "List one's own API tokens, without their secrets.")
                        .answers(200, "The tokens that work.", "ApiTokenPage"));
        all.put(
                "POST api-tokens",
                Description.of(API_TOKENS, "Make an API token.")
                        .takes("NewApiToken")
                        .answers(201, "The token with its secret, shown this once.", "MadeApiToken")
                        .refuses(AUTHENTICATION_FAILED, REAUTHENTICATION_REQUIRED));
        all.put(
                "DELETE api-token",
                Description.of(API_TOKENS, "End one's own API token.")
                        .done("It is ended.")
                        .refuses(NOT_FOUND));
        all.put(
                "POST api-token-rotate",
                Description.of(API_TOKENS, "Replace one's own API token; the old one works on for the overlap.")
                        .takes("TokenRotation")
                        .answers(201, "The new token with its secret, shown this once.", "RotatedApiToken")
                        .refuses(NOT_FOUND, ALREADY_ROTATED, AUTHENTICATION_FAILED, REAUTHENTICATION_REQUIRED));
    }

    private static void oauth2(Map<String, Description> all) {
        all.put(
                "POST oauth2-introspect",
                Description.of(
                                OAUTH2,
                                "Tell what a token is good for (RFC 7662). Needs an API token with the scope introspect.")
                        .takesForm("PresentedToken")
                        .answers(200, "Whether it is active, and what is known of an active one.", "Introspection"));
        all.put(
                "POST oauth2-revoke",
                Description.of(OAUTH2, "End a token, or the login that it belongs to (RFC 7009).")
                        .takesForm("PresentedToken")
                        .answers(200, "It is ended, or was none.", "Nothing"));
    }

    private static void session(Map<String, Description> all) {
        all.put(
                "POST session-login",
                Description.of(SESSION, "Sign in for a session cookie. Needs a CSRF cookie and its header.")
                        .takesForm("Credentials")
                        .answers(200, "Whose session it is. Sets the session cookie and a new CSRF cookie.", "Profile")
                        .refuses(NO_ACTIVE_ACCOUNT, CSRF_FAILED));
        all.put(
                "POST session-logout",
                Description.of(SESSION, "End the session.")
                        .done("It is ended, and its cookie removed.")
                        .refuses(CSRF_FAILED));
        all.put(
                "GET session",
                Description.of(SESSION, "Tell whether one is signed in, and get a CSRF cookie.")
                        .answers(200, "Whether one is.", "SessionState"));
    }
}
