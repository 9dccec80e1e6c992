package dev.keycard.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.authentication.Anonymous;
import dev.keycard.http.Request;
import dev.keycard.http.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link HasScope} and {@link HoldsScope}. */
class ScopeRulesTest {

    private static final Request REQUEST = TestRequest.get("/");
    private static final Permission HAS = new HasScope("articles:read");
    private static final Permission HOLDS = new HoldsScope("introspect");

    @Test
    void hasScope_permitsWhateverIsNotLimited() {
        assertThat(HAS.permits(REQUEST, People.plain())).isTrue();
        assertThat(HAS.permits(REQUEST, People.withToken())).isTrue();
    }

    @Test
    void hasScope_refusesTokenLimitedToOthers_andNobody() {
        assertThat(HAS.permits(REQUEST, People.withToken("articles:read", "x"))).isTrue();
        assertThat(HAS.permits(REQUEST, People.withToken("articles"))).isFalse();
        assertThat(HAS.permits(REQUEST, People.withToken("Articles:Read"))).isFalse();
        assertThat(HAS.permits(REQUEST, Anonymous.ANONYMOUS)).isFalse();
    }

    @Test
    void holdsScope_permitsOnlyWhomItWasGivenByName() {
        assertThat(HOLDS.permits(REQUEST, People.withToken("introspect"))).isTrue();
        assertThat(HOLDS.permits(REQUEST, People.withToken("other"))).isFalse();
        assertThat(HOLDS.permits(REQUEST, People.withToken())).isFalse();
        assertThat(HOLDS.permits(REQUEST, People.staff())).isFalse();
        assertThat(HOLDS.permits(REQUEST, People.superuser())).isFalse();
        assertThat(HOLDS.permits(REQUEST, Anonymous.ANONYMOUS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a\\b", "é", "a\n"})
    void refuse_whatNoScopeIs(String scope) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HasScope(scope));
        assertThatIllegalArgumentException().isThrownBy(() -> new HoldsScope(scope));
    }
}
