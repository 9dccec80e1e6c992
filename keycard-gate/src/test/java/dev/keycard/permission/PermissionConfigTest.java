package dev.keycard.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.http.TestRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionConfigTest {

    private static final Request REQUEST = TestRequest.get("/");
    private static final PermissionConfig CONFIG = new PermissionConfig(
            Map.of(
                    "editor", Set.of("articles.edit", "comments.*"),
                    "owner", Set.of("*"),
                    "guest", Set.of()),
            List.of("free", "premium", "gold"));

    @Test
    void role_isHadByWhomItWasGivenTo_letterByLetter() {
        Permission rule = CONFIG.hasRole("editor");
        assertThat(permits(rule, People.withRoles("guest", "editor"))).isTrue();
        assertThat(permits(rule, People.withRoles("Editor"))).isFalse();
        assertThat(permits(rule, People.plain())).isFalse();
        assertThat(permits(rule, Anonymous.ANONYMOUS)).isFalse();
    }

    @Test
    void permission_isGrantedByName_byItsApp_orByAll() {
        assertThat(permits(CONFIG.hasPermission("articles.edit"), People.withRoles("editor")))
                .isTrue();
        assertThat(permits(CONFIG.hasPermission("comments.delete"), People.withRoles("editor")))
                .isTrue();
        assertThat(permits(CONFIG.hasPermission("articles.delete"), People.withRoles("owner")))
                .isTrue();
    }

    @Test
    void permission_isRefused_whereNoRoleGrantsIt() {
        Permission rule = CONFIG.hasPermission("articles.delete");
        assertThat(permits(rule, People.withRoles("editor", "guest", "unknown")))
                .isFalse();
        assertThat(permits(CONFIG.hasPermission("comments-x.delete"), People.withRoles("editor")))
                .isFalse();
        assertThat(permits(rule, People.plain())).isFalse();
        assertThat(permits(rule, People.staff())).isFalse();
        assertThat(permits(rule, Anonymous.ANONYMOUS)).isFalse();
    }

    @Test
    void tier_sufficesFromTheOneNamedUpwards() {
        Permission rule = CONFIG.hasTier("premium");
        assertThat(permits(rule, People.ofTier("premium"))).isTrue();
        assertThat(permits(rule, People.ofTier("gold"))).isTrue();
        assertThat(permits(rule, People.ofTier("free"))).isFalse();
    }

    @Test
    void tier_thatIsUnknownOrMissing_isNone() {
        Permission lowest = CONFIG.hasTier("free");
        assertThat(permits(lowest, People.ofTier("platinum"))).isFalse();
        assertThat(permits(lowest, People.plain())).isFalse();
        assertThat(permits(lowest, Anonymous.ANONYMOUS)).isFalse();
    }

    @Test
    void superuser_hasEveryPermission_butNoRoleTierOrScopeThatWasNotGiven() {
        assertThat(permits(CONFIG.hasPermission("any.thing"), People.superuser()))
                .isTrue();
        assertThat(permits(CONFIG.hasRole("editor"), People.superuser())).isFalse();
        assertThat(permits(CONFIG.hasTier("free"), People.superuser())).isFalse();
    }

    @Test
    void refuses_tierThatIsNotConfigured_namingTheNearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.hasTier("premum"))
                .withMessage("permission.tiers has no tier \"premum\"; the nearest is premium");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermissionConfig.defaults().hasTier("premium"))
                .withMessageContaining("names no tiers");
    }

    @Test
    void refuses_roleThatIsNotConfigured_onceAnyIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.hasRole("editr"))
                .withMessage("permission.roles has no role \"editr\"; the nearest is editor");
        assertThat(permits(PermissionConfig.defaults().hasRole("editr"), People.withRoles("editr")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "articles", "articles.", ".edit", "a.b.c", "Articles.edit", "articles.*", "*", "a b.c"})
    void refuses_toAskFor_whatIsNoPermission(String permission) {
        assertThatIllegalArgumentException().isThrownBy(() -> CONFIG.hasPermission(permission));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "articles", "*.edit", "**", "articles.**", "articles.e*", "Articles.*", "a.b.c", "*.*"})
    void refuses_toGrant_whatIsNoPermission_namingTheRole(String grant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PermissionConfig(Map.of("editor", Set.of(grant)), List.of()))
                .withMessageStartingWith("permission.roles.editor: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "a ", "a,b", "a\nb"})
    void refuses_namesThatCannotBeTold(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PermissionConfig(Map.of(name, Set.of()), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new PermissionConfig(Map.of(), List.of(name)));
        assertThatIllegalArgumentException().isThrownBy(() -> new HasRole(name));
    }

    @Test
    void refuses_tierNamedTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PermissionConfig(Map.of(), List.of("free", "gold", "free")));
    }

    private static boolean permits(Permission rule, Principal principal) {
        return rule.permits(REQUEST, principal);
    }
}
