package dev.keycard.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.http.TestRequest;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A configured rule must not admit anonymous requests only because of a {@code not}. */
class AnonymousByNegationTest {

    private static final PermissionLanguage LANGUAGE =
            new PermissionLanguage(new PermissionConfig(Map.of(), List.of("free", "gold")));
    private static final List<Request> REQUESTS = List.of(TestRequest.get("/"), TestRequest.of("DELETE", "/"));

    @Provide
    Arbitrary<Permission> rules() {
        return upTo(4);
    }

    private static Arbitrary<Permission> upTo(int depth) {
        Arbitrary<Permission> leaf = Arbitraries.of(
                        "HasRole(a)",
                        "HasTier(gold)",
                        "HasScope(a)",
                        "HoldsScope(a)",
                        "HasPermission(a.b)",
                        "IsAdminUser",
                        "IsAuthenticated",
                        "AllowAny",
                        "IsAuthenticatedOrReadOnly")
                .map(LANGUAGE::parse);
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Permission> part = upTo(depth - 1);
        return Arbitraries.oneOf(
                leaf,
                part.map(Permission::not),
                Combinators.combine(part, part).as(Permission::and),
                Combinators.combine(part, part).as(Permission::or));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not HasRole(guest) | IsAuthenticated and not HasRole(guest)",
                "not HasScope(a) | IsAuthenticated and not HasScope(a)",
                "not HoldsScope(a) | IsAuthenticated and not HoldsScope(a)",
                "not HasTier(gold) | IsAuthenticated and not HasTier(gold)",
                "not HasPermission(a.b) | IsAuthenticated and not HasPermission(a.b)",
                "not IsAdminUser | IsAuthenticated and not IsAdminUser",
                "not IsAuthenticatedOrReadOnly | IsAuthenticated and not IsAuthenticatedOrReadOnly",
                "not (HasRole(a) or HasRole(b)) | IsAuthenticated and not (HasRole(a) or HasRole(b))",
                "not HasRole(a) and not HasRole(b) | IsAuthenticated and (not HasRole(a) and not HasRole(b))",
                "HasRole(a) or not HasRole(b) | HasRole(a) or IsAuthenticated and not HasRole(b)",
                "HasRole(a) or HasRole(c) or not HasRole(b) | HasRole(a) or HasRole(c) or IsAuthenticated and not HasRole(b)",
                "IsAuthenticatedOrReadOnly or not HasRole(b)"
                        + " | IsAuthenticatedOrReadOnly or IsAuthenticated and not HasRole(b)",
                "not (IsAuthenticated and HasRole(a)) | IsAuthenticated and not (IsAuthenticated and HasRole(a))",
                "not (not AllowAny and HasRole(a)) | IsAuthenticated and not (not AllowAny and HasRole(a))"
            })
    void refuses_andShowsTheRuleAsItWasProbablyMeant(String rule, String meant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LANGUAGE.rule(rule))
                .withMessage("anonymous requests would pass, only because of a not; write " + meant);
        assertThat(LANGUAGE.rule(meant)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AllowAny",
                "IsAuthenticatedOrReadOnly",
                "IsAuthenticated and not HasRole(guest)",
                "HasTier(gold) and not HasRole(guest)",
                "AllowAny and not HasRole(guest)",
                "IsAuthenticatedOrReadOnly and not HasRole(guest)",
                "AllowAny or not HasRole(guest)",
                "not not HasRole(guest)",
                "not not AllowAny",
                "not AllowAny",
                "not IsAuthenticated",
                "not IsAuthenticated or HasRole(a)"
            })
    void takes_whatAdmitsNobody_orNamesThem(String rule) {
        assertThat(LANGUAGE.rule(rule)).isEqualTo(LANGUAGE.parse(rule));
    }

    @Property
    void whatIsTaken_admitsNobody_orDoesSoThroughARuleThatNamesThem(@ForAll("rules") Permission rule) {
        if (!AnonymousByNegation.grants(rule)) {
            for (Request request : REQUESTS) {
                if (rule.permits(request, Anonymous.ANONYMOUS)) {
                    assertThat(rule.toString())
                            .containsAnyOf("AllowAny", "IsAuthenticatedOrReadOnly", "not IsAuthenticated");
                }
            }
        }
    }

    @Property
    void withoutANot_everyRuleIsTaken(@ForAll("rules") Permission rule) {
        if (!rule.toString().contains("not ")) {
            assertThat(AnonymousByNegation.grants(rule)).isFalse();
        }
    }

    @Property
    void whatWasMeant_isTaken_andSaysTheSameOfWhoeverIsSignedIn(@ForAll("rules") Permission rule) {
        Permission meant = AnonymousByNegation.meant(rule);
        assertThat(AnonymousByNegation.grants(meant)).isFalse();
        for (Request request : REQUESTS) {
            for (Principal principal :
                    List.of(People.plain(), People.staff(), People.withRoles("a"), People.ofTier("gold"))) {
                assertThat(meant.permits(request, principal)).isEqualTo(rule.permits(request, principal));
            }
            if (!rule.permits(request, Anonymous.ANONYMOUS)) {
                assertThat(meant.permits(request, Anonymous.ANONYMOUS)).isFalse();
            }
        }
    }
}
