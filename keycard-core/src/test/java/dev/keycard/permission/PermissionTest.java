package dev.keycard.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Anonymous;
import dev.keycard.http.Request;
import dev.keycard.http.TestRequest;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PermissionTest {

    private static final Request REQUEST = TestRequest.get("/");
    private static final Permission UNASKED = (request, principal) -> {
        throw new AssertionError("the first had decided");
    };

    @Property
    void composes_asLogicDoes(@ForAll boolean a, @ForAll boolean b) {
        assertThat(permits(rule(a).and(rule(b)))).isEqualTo(a && b);
        assertThat(permits(rule(a).or(rule(b)))).isEqualTo(a || b);
        assertThat(permits(rule(a).not())).isEqualTo(!a);
    }

    @Property
    void deMorgansLawsHold(@ForAll boolean a, @ForAll boolean b) {
        assertThat(permits(rule(a).and(rule(b)).not()))
                .isEqualTo(permits(rule(a).not().or(rule(b).not())));
        assertThat(permits(rule(a).or(rule(b)).not()))
                .isEqualTo(permits(rule(a).not().and(rule(b).not())));
    }

    @Property
    void twoNegations_cancelEachOther(@ForAll boolean a) {
        assertThat(permits(rule(a).not().not())).isEqualTo(a);
    }

    @Test
    void and_doesNotAskTheSecond_whenTheFirstRefuses() {
        assertThat(permits(rule(false).and(UNASKED))).isFalse();
    }

    @Test
    void or_doesNotAskTheSecond_whenTheFirstPermits() {
        assertThat(permits(rule(true).or(UNASKED))).isTrue();
    }

    private static Permission rule(boolean answer) {
        return (request, principal) -> answer;
    }

    private static boolean permits(Permission permission) {
        return permission.permits(REQUEST, Anonymous.ANONYMOUS);
    }
}
