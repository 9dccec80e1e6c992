package dev.keycard.spring.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Subject;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.spring.CallerToken;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses get a token, and which credentials are one. */
class PropagationHostsTest {

    private static final PropagationHosts HOSTS = new PropagationHosts(
            List.of(
                    "orders.internal:8443",
                    "stock.internal",
                    "https://Bills.Internal",
                    "http://127.0.0.1:9000",
                    "[::1]:7"),
            List.of("old.internal:8080"));

    private record Named() implements Subject {

        @Override
        public UserId id() {
            return UserId.parse("01890a5d-ac96-774b-bcce-b302099a8057").orElseThrow();
        }

        @Override
        public Set<String> roles() {
            return Set.of();
        }

        @Override
        public String tier() {
            return "";
        }

        @Override
        public boolean staff() {
            return false;
        }

        @Override
        public boolean superuser() {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://orders.internal:8443/all?x=1, true",
        "https://ORDERS.internal:8443, true",
        "https://stock.internal/, true",
        "https://stock.internal:443/, true",
        "https://bills.internal, true",
        "http://127.0.0.1:9000/, true",
        "http://[::1]:7/, true",
        "https://[::1]:7/, true",
        "http://old.internal:8080/, true",
        "https://old.internal:8080/, true",
        "http://orders.internal:8443/, false",
        "https://orders.internal/, false",
        "https://orders.internal:8444/, false",
        "https://a.orders.internal:8443/, false",
        "https://orders.internal.evil.example:8443/, false",
        "https://orders.internal.:8443/, false",
        "https://orders.internal:8443@evil.example/, false",
        "http://stock.internal/, false",
        "https://127.0.0.1:9000/, false",
        "http://127.0.0.2:9000/, false",
        "http://old.internal/, false",
        "//orders.internal:8443/, false",
        "/relative, false",
        "mailto:orders.internal, false",
    })
    void onlyTheExactOrigin(String address, boolean expected) {
        assertThat(HOSTS.contains(URI.create(address))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.internal",
                "orders.internal/path",
                "https://orders.internal/",
                "https://ada@orders.internal",
                "ftp://orders.internal",
                "orders_internal",
                "orders.internal:https",
                "http://orders.internal",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example",
            })
    void otherTexts_areRefused(String text) {
        assertThatThrownBy(() -> new PropagationHosts(List.of(text), List.of()))
                .isInstanceOf(PropagationMistake.class)
                .hasMessageContaining("keycard.propagation.hosts");
    }

    @Test
    void onlyAccessTokens_areSentOn() {
        Subject ada = new Named();
        TimeId id = TimeId.parse("01890a5d-ac96-774b-bcce-b302099a8058").orElseThrow();
        String header = "Bearer a.b.c";
        assertThat(CallerToken.of(new AuthenticatedPrincipal(ada, new Credential.AccessToken(id, null)), header))
                .extracting(CallerToken::header)
                .isEqualTo(header);
        for (Credential other : List.of(
                new Credential.Session(id, Instant.EPOCH),
                new Credential.ApiToken(id, Set.of(), null),
                new Credential.Basic())) {
            assertThat(CallerToken.of(new AuthenticatedPrincipal(ada, other), header))
                    .isNull();
        }
    }

    @Test
    void token_isInNoText() {
        Subject ada = new Named();
        AuthenticatedPrincipal principal = new AuthenticatedPrincipal(ada, new Credential.AccessToken(null, null));
        CallerToken caller = Objects.requireNonNull(CallerToken.of(principal, "bearer a.b.c"));
        assertThat(caller).hasToString("CallerToken[kept]");
        assertThat(caller.authentication(principal).toString()).doesNotContain("a.b.c");
        caller.forget();
        assertThat(caller).hasToString("CallerToken[forgotten]");
        assertThatThrownBy(caller::header)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is over");
    }
}
