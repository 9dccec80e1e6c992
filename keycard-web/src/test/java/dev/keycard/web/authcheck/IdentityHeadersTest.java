package dev.keycard.web.authcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.crypto.Entropy;
import dev.keycard.http.Response.Header;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.user.User;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityHeadersTest {

    private static final User USER = user("free");

    @Test
    void nobody_hasAllFive_andTheyAreEmpty() {
        assertThat(new IdentityHeaders().answer(Anonymous.ANONYMOUS).headers())
                .containsExactly(
                        new Header("X-Auth-User", ""),
                        new Header("X-Auth-User-Id", ""),
                        new Header("X-Auth-Roles", ""),
                        new Header("X-Auth-Tier", ""),
                        new Header("X-Auth-Scopes", ""));
    }

    @Test
    void limitedToken_namesItsScopes_andAnotherCredentialOfTheUserNone() {
        IdentityHeaders headers = new IdentityHeaders();
        assertThat(scopes(headers, token("b:write", "a,b", "a%"))).isEqualTo("a%25,a%2Cb,b:write");
        assertThat(scopes(headers, token())).isEmpty();
        assertThat(scopes(headers, new Credential.Basic())).isEmpty();
        assertThat(scopes(headers, token("c"))).isEqualTo("c");
    }

    @Test
    void idOfAnApplicationsUser_isEncodedAsAllElse() {
        Credential credential = new Credential.Basic();
        User user = User.named(new UserId("a%62,\u7532"), "ann");
        assertThat(new IdentityHeaders()
                        .answer(new AuthenticatedPrincipal(user, credential))
                        .headers())
                .contains(new Header("X-Auth-User-Id", "a%2562%2C%E7%94%B2"));
    }

    @Test
    void userWhoChanged_isNamedAnew() {
        IdentityHeaders headers = new IdentityHeaders();
        assertThat(tier(headers, user("free"))).isEqualTo("free");
        assertThat(tier(headers, user("premium"))).isEqualTo("premium");
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ada@example.org",
        "'a,b', a%2Cb",
        "100%, 100%25",
        "a b, a%20b",
        "Zoë, Zo%C3%AB",
        "'', ''"
    })
    void escapes_whatIsNotVisibleAscii_andWhatWouldBeMisread(String text, String encoded) {
        assertThat(IdentityHeaders.encode(text)).isEqualTo(encoded);
    }

    @Property
    void anyText_becomesVisibleAscii_andComesBack(@ForAll String text) {
        String encoded = IdentityHeaders.encode(text);
        assertThat(encoded).matches("[!-+\\--~]*");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    private static Credential token(String... scopes) {
        return new Credential.ApiToken(TimeId.at(Instant.EPOCH, Entropy.secure()), Set.of(scopes), null);
    }

    private static String scopes(IdentityHeaders headers, Credential credential) {
        return header(headers, "X-Auth-Scopes", new AuthenticatedPrincipal(USER, credential));
    }

    private static String tier(IdentityHeaders headers, User user) {
        return header(headers, "X-Auth-Tier", new AuthenticatedPrincipal(user, new Credential.Basic()));
    }

    private static String header(IdentityHeaders headers, String name, AuthenticatedPrincipal principal) {
        return headers.answer(principal).headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst()
                .orElseThrow();
    }

    private static User user(String tier) {
        return User.builder(UserId.of(1), "ada")
                .tier(tier)
                .roles(Set.of("b", "a"))
                .credentialVersion(1)
                .build();
    }
}
