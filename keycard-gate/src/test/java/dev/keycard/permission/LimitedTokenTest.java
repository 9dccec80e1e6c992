package dev.keycard.permission;

import static dev.keycard.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.http.TestRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A token limited to scopes passes only where the operand that grants asked for a scope that it holds. */
class LimitedTokenTest {

    private static final Request GET = TestRequest.get("/");
    private static final Request DELETE = TestRequest.of("DELETE", "/");
    private static final String OBJECT = "object";
    private static final Permission A = new HasScope("a");
    private static final Permission B = new HasScope("b");
    private static final Permission SIGNED_IN = Permissions.IS_AUTHENTICATED;
    private static final Permission LAMBDA = (request, principal) -> principal != Anonymous.ANONYMOUS;

    /** A set of scopes, and one with more of them. */
    record Growth(Set<String> few, Set<String> more) {}

    @Provide
    Arbitrary<Permission> rules() {
        return ScopedTree.any();
    }

    @Provide
    Arbitrary<Growth> growths() {
        Arbitrary<Set<String>> scopes =
                Arbitraries.of("a", "b", "admin", "other").set().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(scopes, scopes).as((few, further) -> {
            Set<String> more = new HashSet<>(few);
            more.addAll(further);
            return new Growth(few, more);
        });
    }

    @Property
    void passesNowhere_whereTheUnlimitedTokenDoesNot(
            @ForAll("rules") Permission rule, @ForAll("growths") Growth scopes, @ForAll boolean staff) {
        Principal limited = token(staff, scopes.few());
        Principal unlimited = token(staff, Set.of());
        for (Request request : List.of(GET, DELETE)) {
            for (boolean objects : new boolean[] {true, false}) {
                if (passes(rule, objects, request, limited)) {
                    assertThat(passes(rule, objects, request, unlimited)).isTrue();
                }
            }
            if (reaches(rule, request, limited)) {
                assertThat(reaches(rule, request, unlimited)).isTrue();
            }
        }
    }

    @Property
    void moreScopes_takeNothingAway(
            @ForAll("rules") Permission rule, @ForAll("growths") Growth scopes, @ForAll boolean staff) {
        Principal few = token(staff, scopes.few());
        Principal more = token(staff, scopes.more());
        for (Request request : List.of(GET, DELETE)) {
            for (boolean objects : new boolean[] {true, false}) {
                if (passes(rule, objects, request, few)) {
                    assertThat(passes(rule, objects, request, more)).isTrue();
                }
                if (who(rule, objects, request, few).equals(few)) {
                    assertThat(who(rule, objects, request, more)).isEqualTo(more);
                }
            }
            if (reaches(rule, request, few)) {
                assertThat(reaches(rule, request, more)).isTrue();
            }
        }
    }

    @Property
    void tokenWhoseScopesNoRuleAsksFor_passesOnlyAsNobody(@ForAll("rules") Permission rule) {
        Principal token = token(true, Set.of("other"));
        for (Request request : List.of(GET, DELETE)) {
            Object who = who(rule, true, request, token);
            assertThat(who).isNotSameAs(token);
            if (who == Anonymous.ANONYMOUS) {
                assertThat(passes(rule, true, request, Anonymous.ANONYMOUS)).isTrue();
            }
        }
    }

    @Property
    void unlimitedTokens_passAsTheRuleSays_andAsThemselves(@ForAll("rules") Permission rule) {
        for (Principal principal : List.of(People.withToken(), People.plain(), Anonymous.ANONYMOUS)) {
            assertThat(passes(rule, false, GET, principal))
                    .isEqualTo(rule.decide(GET, principal).isGranted());
            assertThat(passes(rule, true, GET, principal))
                    .isEqualTo(!rule.decide(GET, principal).isDenied());
        }
    }

    @Property
    void whatTheRequestRefuses_noObjectGrants(
            @ForAll("rules") Permission rule, @ForAll("growths") Growth scopes, @ForAll boolean staff) {
        Principal limited = token(staff, scopes.few());
        if (!passes(rule, true, GET, limited)) {
            assertThat(reaches(rule, GET, limited)).isFalse();
        }
    }

    @Test
    void refused_underRulesThatLookAtTheUserOnly() {
        Principal editor = People.withToken("a");
        for (Permission rule : List.of(
                SIGNED_IN,
                LAMBDA,
                SIGNED_IN.withDenial("one", "One."),
                SIGNED_IN.and(LAMBDA),
                SIGNED_IN.or(LAMBDA),
                new HasRole("none").not().and(SIGNED_IN))) {
            assertThat(who(rule, false, DELETE, editor)).as("%s", rule).isEqualTo("refused");
            assertThat(who(rule, true, DELETE, editor)).as("%s", rule).isEqualTo("refused");
        }
    }

    @Test
    void and_isSatisfiedByEitherSide() {
        assertThat(passes(SIGNED_IN.and(A), false, GET, People.withToken("a"))).isTrue();
        assertThat(passes(A.and(SIGNED_IN), false, GET, People.withToken("a"))).isTrue();
        assertThat(passes(A.and(B), false, GET, People.withToken("a"))).isFalse();
    }

    @Test
    void or_needsTheGrantingSide_andAskingStopsAtNoOtherGrant() {
        assertThat(passes(SIGNED_IN.or(A), false, GET, People.withToken("a"))).isTrue();
        assertThat(passes(A.or(SIGNED_IN), false, GET, People.withToken("a"))).isTrue();
        assertThat(passes(SIGNED_IN.or(A), false, GET, People.withToken("b"))).isFalse();
        assertThat(passes(SIGNED_IN.or(A.and(new HasRole("none"))), false, GET, People.withToken("a")))
                .isFalse();
    }

    @Test
    void not_isNoGround_andAScopeThatIsMissing_opensNothing() {
        assertThat(passes(A.not().not(), false, GET, People.withToken("a"))).isTrue();
        assertThat(passes(new Not(new Not(A)), false, GET, People.withToken("a")))
                .isFalse();
        assertThat(passes(A.not().and(B), false, GET, People.withToken("b"))).isFalse();
        assertThat(passes(new HoldsScope("a").not().and(B), false, GET, People.withToken("b")))
                .isFalse();
        assertThat(passes(Permissions.IS_ADMIN_USER.not().and(B), false, GET, People.withToken("b")))
                .isTrue();
        assertThat(passes(Permissions.IS_ADMIN_USER.not().and(B), false, GET, People.staffWithToken("b")))
                .isFalse();
    }

    @Test
    void whatIsOpenToAnybody_isOpenToTheToken_butNotInItsName() {
        assertThat(who(Permissions.ALLOW_ANY, false, DELETE, People.withToken("a")))
                .isEqualTo(Anonymous.ANONYMOUS);
        assertThat(who(Permissions.IS_AUTHENTICATED_OR_READ_ONLY, false, GET, People.withToken("a")))
                .isEqualTo(Anonymous.ANONYMOUS);
        assertThat(who(Permissions.IS_AUTHENTICATED_OR_READ_ONLY, false, DELETE, People.withToken("a")))
                .isEqualTo("refused");
        Principal named = People.withToken("a");
        assertThat(who(Permissions.ALLOW_ANY.or(A), false, DELETE, named)).isSameAs(named);
    }

    @Test
    void whatTheRuleRefusesTheUser_isRefused_evenIfNobodyMay() {
        assertThat(who(SIGNED_IN.not(), false, GET, People.withToken("a"))).isEqualTo("refused");
    }

    @Test
    void ruleOnObjects_needsAScopeBesideIt_atBothLevels() {
        Permission bare =
                Permission.ofObject(String.class, (request, principal, text) -> principal != Anonymous.ANONYMOUS);
        assertThat(who(bare.and(A), true, GET, People.withToken("b"))).isEqualTo("refused");
        assertThat(passes(bare.and(A), true, GET, People.withToken("a"))).isTrue();
        assertThat(reaches(bare.and(A), GET, People.withToken("a"))).isTrue();
        assertThat(reaches(bare, GET, People.withToken("a"))).isFalse();
        assertThat(reaches(bare, GET, People.withToken())).isTrue();
    }

    @Test
    void scopedBranch_thatNeedsTheObject_isNotLostBehindAnUnscopedGrant() {
        Permission rule = SIGNED_IN.or(ScopedTree.LATER.and(A));
        assertThat(passes(rule, true, GET, People.withToken("a"))).isTrue();
        assertThat(reaches(rule, GET, People.withToken("a"))).isTrue();
        assertThat(passes(rule, true, GET, People.withToken("b"))).isFalse();
        assertThat(passes(rule, false, GET, People.withToken("a"))).isFalse();
    }

    @Test
    void ruleThatChoosesAnother_asksForItsScopes() {
        Permission choosing = new Permission() {
            @Override
            public Permission about(Request request) {
                return request.isSafe() ? A : SIGNED_IN;
            }

            @Override
            public boolean permits(Request request, Principal principal) {
                return about(request).permits(request, principal);
            }
        };
        assertThat(passes(choosing, false, GET, People.withToken("a"))).isTrue();
        assertThat(passes(choosing, false, DELETE, People.withToken("a"))).isFalse();
        assertThat(passes(choosing.and(SIGNED_IN), false, GET, People.withToken("a")))
                .isTrue();
    }

    @Test
    void ruleThatFailsForTheToken_refuses() {
        Permission broken = (request, principal) -> {
            throw new IllegalStateException("broken");
        };
        assertRefused(
                ErrorCode.PERMISSION_DENIED,
                () -> Admission.require(SIGNED_IN.or(broken), false, GET, People.withToken("a")));
    }

    private static Principal token(boolean staff, Set<String> scopes) {
        String[] names = scopes.toArray(new String[0]);
        return staff ? People.staffWithToken(names) : People.withToken(names);
    }

    private static boolean passes(Permission rule, boolean objects, Request request, Principal principal) {
        return !who(rule, objects, request, principal).equals("refused");
    }

    private static Object who(Permission rule, boolean objects, Request request, Principal principal) {
        try {
            return Admission.require(rule, objects, request, principal);
        } catch (ApiError refused) {
            return "refused";
        }
    }

    private static boolean reaches(Permission rule, Request request, Principal principal) {
        return Admission.decide(rule, request, principal, OBJECT).isGranted();
    }
}
