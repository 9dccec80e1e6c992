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
 * Tells the service behind the proxy who is asking, and which scopes limit the credential. All five headers are always there,
 * empty for nobody and for no scope, so that the proxy has something to put in the place of what the client may have sent. The
 * answer is kept beside the very user it was made from, as profiles are. Thread-safe.
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

    /** The answer but for its scopes, and the same with none. */
    private record Rendered(User user, Response identity, Response unlimited) {}

    private final AtomicReferenceArray<Rendered> kept = new AtomicReferenceArray<>(PLACES);

    /** The answer that lets a request through. */
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

    /** Visible ASCII stays; the escape itself, the comma of lists and the bytes of everything else are percent-encoded. */
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
