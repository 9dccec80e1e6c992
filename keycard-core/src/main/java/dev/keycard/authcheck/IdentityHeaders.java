package dev.keycard.authcheck;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Response.Header;
import dev.keycard.user.User;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells the service behind the proxy who is asking. All four are always there, empty for nobody, so that the proxy has something
 * to put in the place of what the client may have sent.
 */
final class IdentityHeaders {

    private static final String USER = "X-Auth-User";
    private static final String USER_ID = "X-Auth-User-Id";
    private static final String ROLES = "X-Auth-Roles";
    private static final String TIER = "X-Auth-Tier";

    private static final List<Header> NOBODY =
            List.of(new Header(USER, ""), new Header(USER_ID, ""), new Header(ROLES, ""), new Header(TIER, ""));
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private IdentityHeaders() {}

    static List<Header> of(Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn ? of(signedIn.user()) : NOBODY;
    }

    private static List<Header> of(User user) {
        return List.of(
                new Header(USER, encode(user.username())),
                new Header(USER_ID, Long.toString(user.id())),
                new Header(ROLES, list(user.roles())),
                new Header(TIER, encode(user.tier())));
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
