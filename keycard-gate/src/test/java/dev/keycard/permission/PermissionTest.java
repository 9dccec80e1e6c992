package dev.keycard.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.http.TestRequest;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** How rules compose: Kleene's three values while only the request is known, and whatever the object leaves open refuses. */
class PermissionTest {

    private static final Request REQUEST = TestRequest.get("/");
    private static final Principal NOBODY = Anonymous.ANONYMOUS;
    private static final String OBJECT = "object";
    private static final Permission YES = (request, principal) -> true;
    private static final Permission NO = (request, principal) -> false;
    private static final Permission LATER = Permission.ofObject(String.class, (request, principal, text) -> true);
    private static final Permission UNASKED = (request, principal) -> {
        throw new AssertionError("the first had decided");
    };

    @Provide
    Arbitrary<RuleTree> trees() {
        return RuleTree.any();
    }

    @Property
    void composes_asLogicDoes_atBothLevels(@ForAll("trees") RuleTree tree) {
        assertThat(onRequest(tree.rule())).isEqualTo(tree.onRequest());
        assertThat(onObject(tree.rule())).isEqualTo(tree.onText());
    }

    @Property
    void permitsOnlyWhatIsCertain_atBothLevels(@ForAll("trees") RuleTree tree) {
        assertThat(tree.rule().permits(REQUEST, NOBODY)).isEqualTo(tree.onRequest() == 1);
        assertThat(tree.rule().permits(REQUEST, NOBODY, OBJECT)).isEqualTo(tree.onText() == 1);
    }

    @Property
    void deMorgansLawsHold_atBothLevels(@ForAll("trees") RuleTree a, @ForAll("trees") RuleTree b) {
        assertSame(a.rule().and(b.rule()).not(), a.rule().not().or(b.rule().not()));
        assertSame(a.rule().or(b.rule()).not(), a.rule().not().and(b.rule().not()));
    }

    @Property
    void twoNegations_cancelEachOther_atBothLevels(@ForAll("trees") RuleTree tree) {
        assertSame(tree.rule().not().not(), tree.rule());
        assertThat(onRequest(new Not(new Not(tree.rule())))).isEqualTo(tree.onRequest());
        assertThat(onObject(new Not(new Not(tree.rule())))).isEqualTo(tree.onText());
    }

    @Property
    void whatTheRequestDecides_noObjectChanges(@ForAll("trees") RuleTree tree) {
        int early = onRequest(tree.rule());
        if (early != 0) {
            assertThat(onObject(tree.rule())).isEqualTo(early);
            assertThat(value(tree.rule().decide(REQUEST, NOBODY, 7))).isEqualTo(early);
        }
    }

    @Property
    void and_asksTheSecond_unlessTheFirstRefuses(@ForAll("trees") RuleTree first) {
        Asked second = new Asked();
        second.follow(first.rule().and(second));
        assertThat(second.onRequest).isEqualTo(first.onRequest() != -1);
        assertThat(second.onObject).isEqualTo(first.onText() != -1);
    }

    @Property
    void or_asksTheSecond_unlessTheFirstPermits(@ForAll("trees") RuleTree first) {
        Asked second = new Asked();
        second.follow(first.rule().or(second));
        assertThat(second.onRequest).isEqualTo(first.onRequest() != 1);
        assertThat(second.onObject).isEqualTo(first.onText() != 1);
    }

    @Test
    void plainRules_areNotAskedInVain() {
        assertThat(NO.and(UNASKED).permits(REQUEST, NOBODY)).isFalse();
        assertThat(YES.or(UNASKED).permits(REQUEST, NOBODY)).isTrue();
    }

    @Test
    void ruleOnRequests_saysTheSameOfAnyObject() {
        assertThat(YES.permits(REQUEST, NOBODY, OBJECT)).isTrue();
        assertThat(NO.permits(REQUEST, NOBODY, OBJECT)).isFalse();
        assertThat(NO.not().permits(REQUEST, NOBODY, OBJECT)).isTrue();
    }

    @Test
    void ruleOnObjects_dependsUntilOneIsKnown_underNotToo() {
        assertThat(LATER.decide(REQUEST, NOBODY)).isEqualTo(Decision.Depends.DEPENDS);
        assertThat(LATER.not().decide(REQUEST, NOBODY)).isEqualTo(Decision.Depends.DEPENDS);
        assertThat(LATER.permits(REQUEST, NOBODY)).isFalse();
        assertThat(LATER.permits(REQUEST, NOBODY, OBJECT)).isTrue();
    }

    @Test
    void objectOfAnotherType_isRefused_underNotToo() {
        assertThat(LATER.permits(REQUEST, NOBODY, 7)).isFalse();
        assertThat(LATER.not().permits(REQUEST, NOBODY, 7)).isFalse();
    }

    @Test
    void rulesOnDifferentTypes_standBesideEachOther() {
        Permission both = LATER.or(Permission.ofObject(Integer.class, (request, principal, number) -> number > 0));
        assertThat(both.permits(REQUEST, NOBODY, OBJECT)).isTrue();
        assertThat(both.permits(REQUEST, NOBODY, 7)).isTrue();
        assertThat(both.permits(REQUEST, NOBODY, -7)).isFalse();
        assertThat(both.permits(REQUEST, NOBODY, 'x')).isFalse();
    }

    @Test
    void ruleThatForgetsTheRequest_isHeldToIt_whenAskedAboutAnObject() {
        Permission forgetful = new Permission() {
            @Override
            public boolean permits(Request request, Principal principal) {
                return false;
            }

            @Override
            public boolean permits(Request request, Principal principal, Object object) {
                return true;
            }
        };
        assertThat(forgetful.or(NO).permits(REQUEST, NOBODY, OBJECT)).isFalse();
    }

    @Test
    void ruleWithALevelOfItsOwn_isAskedAboutObjects() {
        Permission evenOnly = new Permission() {
            @Override
            public boolean permits(Request request, Principal principal) {
                return true;
            }

            @Override
            public boolean permits(Request request, Principal principal, Object object) {
                return object instanceof Integer number && number % 2 == 0;
            }
        };
        assertThat(evenOnly.and(YES).permits(REQUEST, NOBODY, 2)).isTrue();
        assertThat(evenOnly.and(YES).permits(REQUEST, NOBODY, 3)).isFalse();
    }

    @Test
    void and_refusesInTheWordsOfWhomeverRefuses() {
        assertThat(denial(worded("one").and(worded("two")))).isEqualTo("one");
        assertThat(denial(YES.and(worded("two")))).isEqualTo("two");
        assertThat(denial(LATER.and(worded("two")))).isEqualTo("two");
        assertThat(denial(NO.and(worded("two")))).isEqualTo("permission_denied");
    }

    @Test
    void or_refusesInTheWordsOfTheFirstThatHasAny() {
        assertThat(denial(worded("one").or(worded("two")))).isEqualTo("one");
        assertThat(denial(NO.or(worded("two")))).isEqualTo("two");
        assertThat(denial(worded("one").or(NO))).isEqualTo("one");
        assertThat(denial(NO.or((request, principal) -> false))).isEqualTo("permission_denied");
    }

    @Test
    void not_hasNoWords_unlessGivenSome_andTwoKeepThem() {
        assertThat(denial(YES.withDenial("one", "One.").not())).isEqualTo("permission_denied");
        assertThat(denial(YES.not().withDenial("guests_only", "Guests only."))).isEqualTo("guests_only");
        assertThat(denial(worded("one").not().not())).isEqualTo("one");
    }

    @Test
    void words_changeNothingElse() {
        assertThat(YES.withDenial("one", "One.").permits(REQUEST, NOBODY)).isTrue();
        assertThat(LATER.withDenial("one", "One.").decide(REQUEST, NOBODY)).isEqualTo(Decision.Depends.DEPENDS);
        assertThat(worded("inner").withDenial("outer", "Outer.").decide(REQUEST, NOBODY, OBJECT))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.denial().code()).isEqualTo("outer"));
    }

    private static Permission worded(String code) {
        return NO.withDenial(code, "A sentence.");
    }

    private static String denial(Permission rule) {
        return rule.decide(REQUEST, NOBODY) instanceof Decision.Denied denied
                ? denied.denial().code()
                : "not denied";
    }

    private static void assertSame(Permission one, Permission other) {
        assertThat(onRequest(one)).isEqualTo(onRequest(other));
        assertThat(onObject(one)).isEqualTo(onObject(other));
    }

    private static int onRequest(Permission rule) {
        return value(rule.decide(REQUEST, NOBODY));
    }

    private static int onObject(Permission rule) {
        return value(rule.decide(REQUEST, NOBODY, OBJECT));
    }

    private static int value(Decision decision) {
        return decision.isGranted() ? 1 : decision.isDenied() ? -1 : 0;
    }

    /** Notes at which level it was asked. */
    private static final class Asked implements Decided {

        private boolean onRequest;
        private boolean onObject;

        void follow(Permission whole) {
            whole.decide(REQUEST, NOBODY);
            whole.decide(REQUEST, NOBODY, OBJECT);
        }

        @Override
        public Decision decide(Request request, Principal principal) {
            onRequest = true;
            return Decision.Granted.GRANTED;
        }

        @Override
        public Decision decide(Request request, Principal principal, Object object) {
            onObject = true;
            return Decision.Granted.GRANTED;
        }
    }
}
