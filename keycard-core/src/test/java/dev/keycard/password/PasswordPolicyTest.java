package dev.keycard.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

    private static final PasswordProblem COMMON = new PasswordProblem.TooCommon();
    private static final PasswordProblem SIMILAR = new PasswordProblem.TooSimilar();

    private final PasswordPolicy policy = new PasswordPolicy(8);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vjqk tzwx",
                "Tr0ub4dor&3",
                "\u6b63\u78ba\u306a\u99ac\u96fb\u6c60\u91dd\u3060",
                "        ",
                "48151623421"
            })
    void accepts_anyCompositionOfEnoughCharacters(String password) {
        assertThat(policy.judge(password, PasswordOwner.of("alice", "alice@example.com")))
                .isEmpty();
    }

    @Test
    void counts_charactersNotUtf16Units() {
        assertThat(policy.judge("\ud83d\udd11".repeat(7), PasswordOwner.of("", "")))
                .containsExactly(new PasswordProblem.TooShort(8));
        assertThat(policy.judge("\ud83d\udd11".repeat(8), PasswordOwner.of("", "")))
                .isEmpty();
        assertThat(policy.judge("\ud83d\udd11".repeat(1024), PasswordOwner.of("", "")))
                .isEmpty();
        assertThat(policy.judge("\ud83d\udd11".repeat(1025), PasswordOwner.of("", "")))
                .containsExactly(new PasswordProblem.TooLong(1024));
    }

    @Test
    void heeds_aLongerMinimum() {
        assertThat(new PasswordPolicy(12).judge("vjqk tzwx", PasswordOwner.of("", "")))
                .containsExactly(new PasswordProblem.TooShort(12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PassWord",
                "12345678",
                "qwertyuiop",
                "iloveyou1",
                "trustno1",
                "1q2w3e4r5t",
                "\uff50assword"
            })
    void refuses_commonPasswordInAnyCase(String password) {
        assertThat(policy.judge(password, PasswordOwner.of("alice", "alice@example.com")))
                .containsExactly(COMMON);
    }

    @ParameterizedTest
    @CsvSource({
        "marguerite, marguerite, ''",
        "MARGUERITE, marguerite, ''",
        "marguerite1, marguerite, ''",
        "1margu3rite, marguerite, ''",
        "marguerite2024, marguerite, ''",
        "rguerite, marguerite, ''",
        "m.dupont@example.com, x, m.dupont@example.com",
        "jean.dupont, x, jean.dupont@example.com",
        "jeandupont, x, jean.dupont@example.com",
        "Jean_Dupont77, x, jean.dupont@example.com",
        "bob12345, bob, ''",
        "bobbobbobbob, bob, ''",
    })
    void refuses_whatFollowsFromTheUser(String password, String username, String email) {
        assertThat(policy.judge(password, PasswordOwner.of(username, email))).contains(SIMILAR);
    }

    @ParameterizedTest
    @CsvSource({
        "marguerite-vjqktzwx, marguerite, ''", // enough remains without the name
        "vjqktzwx, marguerite, m@example.com",
        "al vjqk tzwx, al, al@example.com", // two letters occur by chance
        "vjqktzwx, '', ''",
        "vjqktzwx, '', '@'",
    })
    void accepts_whatOnlyTouchesTheUser(String password, String username, String email) {
        assertThat(policy.judge(password, PasswordOwner.of(username, email))).isEmpty();
    }

    @Test
    void refuses_loneSurrogates() {
        assertThat(policy.judge("vjqk\ud800tzwx", PasswordOwner.of("", "")))
                .containsExactly(new PasswordProblem.NotText());
        assertThat(policy.judge("vjqktzwx\udc00", PasswordOwner.of("", "")))
                .containsExactly(new PasswordProblem.NotText());
    }

    @Property(tries = 300)
    void accepts_onlyWhatCanBeHashed(@ForAll String password, @ForAll String username, @ForAll String email) {
        if (policy.judge(password, PasswordOwner.of(username, email)).isEmpty()) {
            assertThat(TestCost.cheapHasher().hash(password)).startsWith("$argon2id$");
        } else {
            assertThat(policy.judge(password, PasswordOwner.of(username, email)))
                    .allSatisfy(problem -> assertThat(problem.code()).startsWith("password_"));
        }
    }

    @Test
    @Timeout(2)
    void costIsBounded_forAnyInput() {
        String huge = "ab".repeat(4_000_000);
        String expanding = "\ufdfa".repeat(1024);

        assertThat(policy.judge(huge, PasswordOwner.of(huge, huge))).containsExactly(new PasswordProblem.TooLong(1024));
        assertThat(policy.judge("ab".repeat(160), PasswordOwner.of(huge, huge))).containsExactly(SIMILAR);
        assertThat(policy.judge(expanding, PasswordOwner.of(expanding, expanding)))
                .isEmpty();
    }

    @Test
    void problems_haveStableCodes() {
        List<PasswordProblem> all = List.of(
                new PasswordProblem.TooShort(8),
                new PasswordProblem.TooLong(1024),
                COMMON,
                SIMILAR,
                new PasswordProblem.NotText());

        assertThat(all)
                .extracting(PasswordProblem::code)
                .containsExactly(
                        "password_too_short",
                        "password_too_long",
                        "password_too_common",
                        "password_too_similar",
                        "password_not_text");
    }
}
