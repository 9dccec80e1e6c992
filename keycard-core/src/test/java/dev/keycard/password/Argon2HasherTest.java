package dev.keycard.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.keycard.crypto.Entropy;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2HasherTest {

    private static final String PASSWORD = "correct horse battery staple";

    private final Argon2Hasher hasher = TestCost.cheapHasher();

    /** The reference implementation in C wrote the hash. */
    @Test
    void verifies_knownAnswerOfDefaultCost() {
        Argon2Hasher real = new Argon2Hasher(Argon2Cost.defaults(), Entropy.secure());
        String known = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                + "ISO7kkvFzh19GM8qB7patN3C3Y9HHsjlVTfEZ9T600Y";

        assertThat(real.verify(PASSWORD, known)).isEqualTo(Verdict.MATCH);
        assertThat(real.verify(PASSWORD + " ", known)).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void writes_knownAnswer() {
        Entropy fixed = target ->
                System.arraycopy("somesaltsomesalt".getBytes(StandardCharsets.US_ASCII), 0, target, 0, target.length);

        assertThat(new Argon2Hasher(TestCost.CHEAP, fixed, TestCost.CHEAP::newMemory).hash(PASSWORD))
                .isEqualTo("$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                        + "Sr6N/nCmohWCvF7EZislLIdwA8ojCXux0K30ccqFS30");
    }

    @Property(tries = 300)
    void verifies_anyTextItHashed(@ForAll("texts") String password) {
        assertThat(hasher.verify(password, hasher.hash(password))).isEqualTo(Verdict.MATCH);
    }

    @Property(tries = 300)
    void refuses_anyOtherText(@ForAll("texts") String password, @ForAll("texts") String other) {
        Verdict expected = password.equals(other) ? Verdict.MATCH : Verdict.MISMATCH;

        assertThat(hasher.verify(other, hasher.hash(password))).isEqualTo(expected);
    }

    @Test
    void takes_passwordsWholeAndUnchanged() {
        String encoded = hasher.hash("a\0" + "b".repeat(1000));

        assertThat(hasher.verify("a\0" + "b".repeat(1000), encoded)).isEqualTo(Verdict.MATCH);
        assertThat(hasher.verify("a\0" + "b".repeat(999), encoded)).isEqualTo(Verdict.MISMATCH);
        assertThat(hasher.verify("a", encoded)).isEqualTo(Verdict.MISMATCH);
        assertThat(hasher.verify(" a\0" + "b".repeat(1000), encoded)).isEqualTo(Verdict.MISMATCH);
        assertThat(hasher.verify("\u00e9tude", hasher.hash("e\u0301tude"))).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void salts_eachHashAnew() {
        assertThat(hasher.hash(PASSWORD)).isNotEqualTo(hasher.hash(PASSWORD));
    }

    @Test
    void refuses_loneSurrogateThatWouldEncodeLikeAQuestionMark() {
        assertThat(hasher.verify("\ud800bcdefgh", hasher.hash("?bcdefgh"))).isEqualTo(Verdict.MISMATCH);
        assertThat(hasher.verify("\ud800", hasher.hash(""))).isEqualTo(Verdict.MISMATCH);
        assertThatIllegalArgumentException().isThrownBy(() -> hasher.hash("\ud800bcdefgh"));
        assertThatIllegalArgumentException().isThrownBy(() -> hasher.hash("abcdefg\udc00"));
    }

    @Test
    void refuses_moreThan1024Characters() {
        String longest = "\ud83d\udd11".repeat(1024);

        assertThat(hasher.verify(longest, hasher.hash(longest))).isEqualTo(Verdict.MATCH);
        assertThat(hasher.verify(longest + "x", hasher.hash(longest))).isEqualTo(Verdict.MISMATCH);
        assertThat(hasher.verify(longest + "x", hasher.hash(""))).isEqualTo(Verdict.MISMATCH);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hasher.hash(longest + "x"))
                .withMessageNotContaining("\ud83d\udd11");
        assertThatIllegalArgumentException().isThrownBy(() -> hasher.hash("x".repeat(5_000_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=32,t=2,p=1$", // less memory
                "$argon2id$v=19$m=64,t=1,p=1$", // fewer iterations
                "$argon2i$v=19$m=64,t=2,p=1$", // another variant
                "$argon2id$v=16$m=64,t=2,p=1$", // an older version
            })
    void asksForUpgrade_ofWeakerHash(String prefix) {
        Argon2 weaker = (Argon2) StoredHash.read(prefix + "c29tZXNhbHRzb21lc2FsdA$" + "A".repeat(43))
                .orElseThrow()
                .format();
        byte[] digest = weaker.derive(PASSWORD, "somesaltsomesalt".getBytes(StandardCharsets.UTF_8), 32);
        String encoded = prefix + "c29tZXNhbHRzb21lc2FsdA$"
                + Base64.getEncoder().withoutPadding().encodeToString(digest);

        assertThat(hasher.verify(PASSWORD, encoded)).isEqualTo(Verdict.MATCH_OUTDATED);
        assertThat(hasher.verify("wrong", encoded)).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void asksForNoUpgrade_ofStrongerHash() {
        Argon2 stronger = new Argon2(TestCost.CHEAP.type(), TestCost.CHEAP.version(), 128, 3, 2);
        String encoded = new Argon2Hasher(stronger, Entropy.secure(), stronger::newMemory).hash(PASSWORD);

        assertThat(hasher.verify(PASSWORD, encoded)).isEqualTo(Verdict.MATCH);
    }

    @Property(tries = 50)
    void reusedMemory_keepsNothingOfTheHashBefore(@ForAll("texts") String before) {
        Argon2Memory reused = TestCost.CHEAP.newMemory();
        byte[] salt = new byte[16];
        byte[] fresh = TestCost.CHEAP.derive(PASSWORD, salt, 32);

        TestCost.CHEAP.derive(before, salt, 32, reused);

        assertThat(TestCost.CHEAP.derive(PASSWORD, salt, 32, reused)).isEqualTo(fresh);
    }

    @Test
    void reusedMemory_leavesAlmostNoGarbage() {
        Argon2 real = Argon2.of(Argon2Cost.defaults());
        Argon2Memory reused = real.newMemory();
        Argon2Hasher reusing = new Argon2Hasher(real, Entropy.secure(), () -> reused);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        reusing.burn(PASSWORD);

        long before = threads.getCurrentThreadAllocatedBytes();
        reusing.burn(PASSWORD);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(512 * 1024);
    }

    @Test
    @Timeout(30)
    void foreignHashes_shareOneBudgetOfMemoryAndOursDoNotWaitForIt() {
        Semaphore budget = new Semaphore(0, true);
        Argon2Hasher sharing = new Argon2Hasher(
                TestCost.CHEAP, Entropy.secure(), TestCost.CHEAP::newMemory, HashLimits.defaults(), budget);
        String scrypt = "scrypt$1024$seasalt$8$2$x22GJugCj8wyVly/nU2Dgo9i6hcdtFHwOUuQguHsNvxXiWqNfKx4"
                + "HlQaZjaoLh9obY1xySASXQv/XPhVQLPePQ==";
        CompletableFuture<Verdict> foreign = CompletableFuture.supplyAsync(() -> sharing.verify(PASSWORD, scrypt));

        while (!budget.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        assertThat(sharing.verify(PASSWORD, sharing.hash(PASSWORD))).isEqualTo(Verdict.MATCH);
        assertThat(sharing.verify(PASSWORD, "pbkdf2_sha256$1$NaCl$" + "A".repeat(43) + "="))
                .isEqualTo(Verdict.MISMATCH);

        budget.release(1032);
        assertThat(foreign.join()).isEqualTo(Verdict.MATCH_OUTDATED);
        assertThat(budget.availablePermits()).isEqualTo(1032);
    }

    @Test
    void foreignHash_leavesNoBlocksInOurMemory() {
        AtomicInteger taken = new AtomicInteger();
        Argon2Hasher counting = new Argon2Hasher(TestCost.CHEAP, Entropy.secure(), () -> {
            taken.incrementAndGet();
            return TestCost.CHEAP.newMemory();
        });

        assertThat(counting.verify(
                        PASSWORD,
                        "argon2$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$C63DGsGMKpyLM40XjALOdOfE0rBx7n"
                                + "P7fwGcOW31oSE"))
                .isEqualTo(Verdict.MATCH_OUTDATED);
        assertThat(taken).hasValue(0);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Integer> rare = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(c -> Character.getType(c) != Character.SURROGATE);
        Arbitrary<Integer> common = Arbitraries.integers().between(0, 0xff);
        return Combinators.combine(
                        Arbitraries.oneOf(rare, common).list().ofMaxSize(40),
                        Arbitraries.strings().ascii().ofMaxLength(40))
                .as((codePoints, tail) ->
                        codePoints.stream().map(Character::toString).reduce("", String::concat) + tail);
    }
}
