package dev.keycard.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A program that hashes passwords in its own way. */
class ReplacedHasherTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final String DJANGO =
            "pbkdf2_sha256$20000$NaClNaClNaCl$yawMG943scnCXvNx1WIZXRf/7A72Bo1g0QX/gqEZGJU=";

    private final Reversing hasher = new Reversing();
    private final Passwords passwords = new Passwords(
            new PasswordConfig(Argon2Cost.defaults(), 1, 1, 8), Entropy.secure(), hasher.time::get, hasher);

    /**
     * Hashes are {@code new:} and the password from its end; older ones begin with {@code old:}. Each takes 100, but {@code
     * old:slow} takes 1000, and a text {@code new:short} is answered at once.
     */
    private static final class Reversing implements PasswordHasher {

        private final List<String> checked = new CopyOnWriteArrayList<>();
        private final AtomicLong time = new AtomicLong();
        private volatile long pause;

        @Override
        public String hash(String password) {
            time.addAndGet(100);
            return "new:" + reversed(password);
        }

        @Override
        public Verdict verify(String password, String encoded) {
            if (!encoded.startsWith("new:") && !encoded.startsWith("old:")) {
                return Verdict.UNUSABLE;
            }
            if (encoded.equals("new:short")) {
                return Verdict.MISMATCH;
            }
            checked.add(encoded.substring(0, 4));
            time.addAndGet((encoded.equals("old:slow") ? 1000 : 100) + pause);
            boolean same = encoded.substring(4).equals(reversed(password));
            return same ? (isOutdated(encoded) ? Verdict.MATCH_OUTDATED : Verdict.MATCH) : Verdict.MISMATCH;
        }

        @Override
        public boolean isOutdated(String encoded) {
            return encoded.startsWith("old:");
        }

        private static String reversed(String password) {
            return new StringBuilder(password).reverse().toString();
        }

        List<String> checkedSince() {
            List<String> since = new ArrayList<>(checked);
            checked.clear();
            since.sort(null);
            return since;
        }
    }

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void newPasswords_areHashedByIt() {
        String encoded = passwords.hash(PASSWORD);

        assertThat(encoded).isEqualTo("new:elpats yrettab esroh tcerroc");
        assertThat(passwords.verifyOrBurn(PASSWORD, encoded)).isEqualTo(Verdict.MATCH);
        assertThat(passwords.verifyOrBurn("wrong", encoded)).isEqualTo(Verdict.MISMATCH);
        assertThat(passwords.isUsable(encoded)).isTrue();
        assertThat(passwords.isUsable("!")).isFalse();
    }

    @Test
    void hashesThatKeycardUnderstands_verify_andAreOutdated() {
        assertThat(passwords.verifyOrBurn(PASSWORD, DJANGO)).isEqualTo(Verdict.MATCH_OUTDATED);
        assertThat(passwords.verifyOrBurn("wrong", DJANGO)).isEqualTo(Verdict.MISMATCH);
        assertThat(passwords.verifyOrBurn(PASSWORD, "old:elpats yrettab esroh tcerroc"))
                .isEqualTo(Verdict.MATCH_OUTDATED);
        assertThat(passwords.verifyOrBurn(PASSWORD, "neither")).isEqualTo(Verdict.UNUSABLE);
    }

    @Test
    void textThatCanBeNoPassword_matchesNothing() {
        assertThat(passwords.verifyOrBurn("", "new:")).isEqualTo(Verdict.MISMATCH);
        assertThat(passwords.verifyOrBurn("\ud800", "new:\ud800")).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void failures_costTheSame_whateverTheAccountHas() {
        passwords.verifyOrBurn("wrong", "new:x");
        assertThat(hasher.checkedSince()).containsExactly("new:");
        passwords.verifyOrBurn("wrong", null);
        assertThat(hasher.checkedSince()).containsExactly("new:");
        passwords.verifyOrBurn("wrong", "neither");
        assertThat(hasher.checkedSince()).containsExactly("new:");

        passwords.verifyOrBurn("wrong", "old:x");
        assertThat(hasher.checkedSince()).containsExactly("new:", "old:");
        passwords.verifyOrBurn("wrong", "new:x");
        assertThat(hasher.checkedSince()).containsExactly("new:", "old:");
        passwords.verifyOrBurn("wrong", null);
        assertThat(hasher.checkedSince()).containsExactly("new:", "old:");
        passwords.verifyOrBurn("wrong", "neither");
        assertThat(hasher.checkedSince()).containsExactly("new:", "old:");
    }

    @Test
    void right_password_costsOneHash() {
        passwords.expect("old:x");
        passwords.verifyOrBurn("a", "new:a");
        assertThat(hasher.checkedSince()).containsExactly("new:");
    }

    @Test
    void mismatchWithoutAHash_costsOne() {
        passwords.verifyOrBurn("wrong", null);
        hasher.checkedSince();
        passwords.verifyOrBurn("wrong", "new:short");
        assertThat(hasher.checkedSince()).containsExactly("new:");
    }

    @Test
    void pause_doesNotDisplaceTheSlowestHash_forGood() {
        passwords.verifyOrBurn("wrong", "old:slow");
        hasher.pause = 5000;
        passwords.verifyOrBurn("wrong", "old:x");
        hasher.pause = 0;
        passwords.verifyOrBurn("wrong", null);

        long before = hasher.time.get();
        passwords.verifyOrBurn("wrong", null);
        assertThat(hasher.time.get() - before).isEqualTo(1100);
    }
}
