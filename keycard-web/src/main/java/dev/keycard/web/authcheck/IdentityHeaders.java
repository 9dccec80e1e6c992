package dev.keycard.web.authcheck;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Response;
import dev.keycard.http.Response.Header;
import dev.keycard.user.User;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;

/**
 * Makes the headers that tell the service behind the proxy who sent the request, and which scopes limit the credential. All
 * five headers are always present, and empty for an anonymous request or a missing value, so that the proxy overwrites headers
 * that the client may have sent. The answer is cached beside the user object it was made from, as profiles are. Thread-safe.
 */
final class IdentityHeaders {

    private static final String USER = "X-Auth-User";
    private static final String USER_ID = "X-Auth-User-Id";
    private static final String ROLES = "X-Auth-Roles";
    private static final String TIER = "X-Auth-Tier";
    private static final String SCOPES = "X-Auth-Scopes";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int PLACES = 4096;
    private static final Response NOBODY = unlimited(Response.noContent().with(headers("", "", "", "")));

    /** The answer without the header of scopes, and the answer with an empty one. */
    private record Rendered(User user, Response identity, Response unlimited) {}

    private final AtomicReferenceArray<Rendered> kept = new AtomicReferenceArray<>(PLACES);

    /** The answer that admits a request. */
    Response answer(Principal principal) {
        if (!(principal instanceof AuthenticatedPrincipal signedIn)) {
            return NOBODY;
        }
        Rendered rendered = rendered(User.of(signedIn));
        return signedIn.credential() instanceof Credential.ApiToken token && token.isLimited()
                ? rendered.identity().with(SCOPES, list(token.scopes()))
                : rendered.unlimited();
    }

    @SuppressWarnings("ReferenceEquality") // the same object means that the user was not read again since
    private Rendered rendered(User user) {
        int place = Math.floorMod(user.id().hashCode(), PLACES);
        Rendered rendered = kept.get(place);
        if (rendered == null || rendered.user() != user) {
            Response identity = Response.noContent().with(of(user));
            rendered = new Rendered(user, identity, unlimited(identity));
            kept.set(place, rendered);
        }
        return rendered;
    }

    private static Response unlimited(Response identity) {
        return identity.with(SCOPES, "");
    }

    private static List<Header> of(User user) {
        return headers(encode(user.username()), encode(user.id().text()), list(user.roles()), encode(user.tier()));
    }

    private static List<Header> headers(String name, String id, String roles, String tier) {
        return List.of(
                new Header(USER, name), new Header(USER_ID, id), new Header(ROLES, roles), new Header(TIER, tier));
    }

    private static String list(Collection<String> texts) {
        return texts.isEmpty()
                ? ""
                : texts.stream().map(IdentityHeaders::encode).sorted().collect(Collectors.joining(","));
    }

    /** Keeps visible ASCII, and percent-encodes the percent sign, the comma (which separates lists) and all other bytes. */
    static String encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!staysAsItIs(text.charAt(i))) {
                return escape(text);
            }
        }
        return text;
    }

    private static String escape(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && staysAsItIs((char) octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean staysAsItIs(char c) {
        return c > ' ' && c < 0x7f && c != '%' && c != ',';
    }
}
