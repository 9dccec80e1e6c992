package dev.keycard.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.crypto.Entropy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PasswordsTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final String DJANGO =
            "pbkdf2_sha256$20000$NaClNaClNaCl$yawMG943scnCXvNx1WIZXRf/7A72Bo1g0QX/gqEZGJU=";

    private static final String DJANGO_ARGON2 =
            "argon2$argon2i$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + "zEgUAfk8nkAqqwmxnskapVML0TG0qJm7u/61l2dzSuc";

    private static final String DJANGO_ARGON2_DEFAULT = "argon2$argon2id$v=19$m=102400,t=2,p=8"
            + "$c29tZXNhbHRzb21lc2FsdA$nAxJDE+6muBVnEq+Vap8A+vVP4K2jQuCRp982xFMT4c";
    private static final String ARGON2_ENDLESS =
            "$argon2id$v=19$m=64,t=999999999,p=1$c29tZXNhbHRzb21lc2FsdA$nAxJDE+6muBVnEq+Vap8A+vVP4K2jQuCRp982xFMT4c";
    private static final String BCRYPT_15 =
            "bcrypt_sha256$$2b$15$l0gruz6XE4hWxWJi50kx6ewIjwRNtCtCVjSS.hmB1J5MGO6XHhcLy";
    private static final String SCRYPT = "scrypt$1024$seasalt$8$2$x22GJugCj8wyVly/nU2Dgo9i6hcdtFHwOUuQguHsNvxXiWqNfKx4"
            + "HlQaZjaoLh9obY1xySASXQv/XPhVQLPePQ==";

    private final CountDownLatch release = new CountDownLatch(1);
    private final BlockingQueue<Thread> hashing = new LinkedBlockingQueue<>();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Passwords passwords = with(1, 1, Entropy.secure());

    @AfterEach
    void close() {
        release.countDown();
        callers.shutdown();
        passwords.close();
    }

    @Test
    void verifies_whatItHashed() {
        String encoded = passwords.hash(PASSWORD);

        assertThat(passwords.verifyOrBurn(PASSWORD, encoded)).isEqualTo(Verdict.MATCH);
        assertThat(passwords.verifyOrBurn("wrong", encoded)).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void answers_accountsWithoutUsableHash() {
        assertThat(passwords.verifyOrBurn(PASSWORD, null)).isEqualTo(Verdict.MISMATCH);
        assertThat(passwords.verifyOrBurn(PASSWORD, "!unusable")).isEqualTo(Verdict.UNUSABLE);
        assertThat(passwords.verifyOrBurn("\ud800", null)).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void asksForUpgrade_ofDjangosHash() {
        assertThat(passwords.verifyOrBurn(PASSWORD, DJANGO)).isEqualTo(Verdict.MATCH_OUTDATED);
        assertThat(passwords.verifyOrBurn("wrong", DJANGO)).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void everyFailure_costsOneHash() {
        AtomicInteger hashes = new AtomicInteger();
        try (Passwords counted = counting(hashes)) {
            String encoded = counted.hash(PASSWORD);
            String tooLong = "x".repeat(1025);

            assertThat(costOf(hashes, () -> counted.verifyOrBurn("wrong", encoded)))
                    .isEqualTo(1);
            assertThat(costOf(hashes, () -> counted.verifyOrBurn("wrong", null)))
                    .isEqualTo(1);
            assertThat(costOf(hashes, () -> counted.verifyOrBurn("wrong", ""))).isEqualTo(1);
            assertThat(costOf(hashes, () -> counted.verifyOrBurn("wrong", "!unusable")))
                    .isEqualTo(1);
            assertThat(costOf(hashes, () -> counted.verifyOrBurn(tooLong, encoded)))
                    .isEqualTo(1);
            assertThat(costOf(hashes, () -> counted.verifyOrBurn("\ud800", null)))
                    .isEqualTo(1);
        }
    }

    @Test
    void everyFailure_costsTheSameWhereHashesDiffer() {
        AtomicInteger hashes = new AtomicInteger();
        try (Passwords counted = counting(hashes)) {
            String encoded = counted.hash(PASSWORD);
            counted.expect(DJANGO_ARGON2);

            assertThat(costOf(hashes, () -> counted.verifyOrBurn("wrong", DJANGO_ARGON2)))
                    .isEqualTo(2);
            assertThat(costOf(hashes, () -> counted.verifyOrBurn("wrong", encoded)))
                    .isEqualTo(2);
            assertThat(costOf(hashes, () -> counted.verifyOrBurn("wrong", null)))
                    .isEqualTo(2);
            assertThat(costOf(hashes, () -> counted.verifyOrBurn("wrong", "!unusable")))
                    .isEqualTo(2);
            assertThat(costOf(hashes, () -> counted.verifyOrBurn(PASSWORD, encoded)))
                    .isEqualTo(1);
        }
    }

    @Test
    void refusedHash_isNeverComputed_andFailsLikeAWrongPassword() {
        AtomicInteger hashes = new AtomicInteger();
        try (Passwords counted = counting(hashes)) {
            for (String refused : List.of(BCRYPT_15, ARGON2_ENDLESS)) {
                counted.expect(refused);
                assertThat(counted.refusal(refused)).isPresent();
                assertThat(costOf(hashes, () -> counted.verifyOrBurn(PASSWORD, refused)))
                        .isEqualTo(1);
                assertThat(counted.verifyOrBurn(PASSWORD, refused)).isEqualTo(Verdict.UNUSABLE);
                // Neither do the failures of others pay for it.
                assertThat(costOf(hashes, () -> counted.verifyOrBurn("wrong", null)))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void refusal_namesAlgorithmCostAndLimit_andNotTheHash() {
        try (Passwords small = new Passwords(
                new PasswordConfig(Argon2Cost.defaults(), 1, 1, 8, new HashLimits(20 * 1024)), Entropy.secure())) {
            assertThat(small.refusal(DJANGO_ARGON2_DEFAULT).orElseThrow())
                    .contains("Argon2 of 102400 KiB, 2 passes and 8 lanes", "100 MiB", "20 MiB")
                    .contains("password.imported-memory")
                    .doesNotContain("nAxJDE");
            assertThat(small.refusal(BCRYPT_15).orElseThrow()).contains("bcrypt of cost 15", "500 ms");
            assertThat(small.refusal(DJANGO)).isEmpty();
            assertThat(small.refusal("!")).isEmpty();
            assertThat(small.verifyOrBurn(PASSWORD, DJANGO_ARGON2_DEFAULT)).isEqualTo(Verdict.UNUSABLE);
        }
        assertThat(passwords.refusal(DJANGO_ARGON2_DEFAULT)).isEmpty();
    }

    @Test
    void ourHashes_doNotWaitForTheMemoryOfOthers() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        try (Passwords sharing = sharing(1032)) {
            // Two failures that each have to compute the one scrypt hash that the memory holds at a time.
            sharing.expect(SCRYPT);
            List<CompletableFuture<Verdict>> failures = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> {
                                begun.countDown();
                                return sharing.verifyOrBurn("wrong", null, caller("nobody"));
                            },
                            callers))
                    .limit(20)
                    .toList();
            begun.await();
            String own = sharing.hash(PASSWORD, caller("ann"));
            assertThat(sharing.verifyOrBurn(PASSWORD, own, caller("ann"))).isEqualTo(Verdict.MATCH);
            assertThat(sharing.verifyOrBurn(PASSWORD, SCRYPT, caller("bob"))).isEqualTo(Verdict.MATCH_OUTDATED);
            assertThat(failures).allSatisfy(failure -> assertThat(failure.get()).isEqualTo(Verdict.MISMATCH));
        }
    }

    @Test
    void displaced_isRefused_andWhoeverHasFewerIsServed() throws Exception {
        try (Passwords held = with(1, 2, this::hold)) {
            List<CompletableFuture<String>> many =
                    Stream.generate(() -> inBackground(held, "many")).limit(3).toList();
            hashing.take();
            while (held.load().queued() < 2) {
                Thread.onSpinWait();
            }
            CompletableFuture<String> one = inBackground(held, "one");
            while (many.stream().noneMatch(CompletableFuture::isDone)) {
                Thread.onSpinWait();
            }
            release.countDown();
            assertThat(one.get()).startsWith("$argon2id$");
            assertThat(many).filteredOn(PasswordsTest::succeeds).hasSize(2);
            assertThat(held.load().refused()).isEqualTo(1);
        }
    }

    @Test
    void refuses_toHashWhatIsNoPassword() {
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.hash("x".repeat(1025)));
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.hash("\ud800bcdefgh"));
    }

    @Test
    void refuses_atOnceWhenTheQueueIsFull() throws Exception {
        try (Passwords held = with(1, 1, this::hold)) {
            CompletableFuture<String> running = inBackground(held);
            Thread worker = hashing.take();
            List<CompletableFuture<String>> others =
                    Stream.generate(() -> inBackground(held)).limit(4).toList();

            // One of the four waits in the queue; the three others were refused while the only thread was held.
            while (others.stream().filter(CompletableFuture::isDone).count() < 3) {
                Thread.onSpinWait();
            }
            assertThat(running).isNotDone();
            assertThat(worker.isDaemon()).isTrue();
            assertThat(worker.getName()).startsWith("keycard-hash-");
            assertThat(worker.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
            assertThatThrownBy(() -> held.hash(PASSWORD))
                    .isInstanceOfSatisfying(
                            HashingBusyException.class,
                            busy -> assertThat(busy.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));

            release.countDown();
            assertThat(running.get()).startsWith("$argon2id$");
            assertThat(others).filteredOn(other -> succeeds(other)).hasSize(1);
        }
    }

    @Test
    void neverRuns_moreHashesAtOnceThanThreads() throws Exception {
        try (Passwords held = with(2, 8, this::hold)) {
            List<CompletableFuture<String>> all =
                    Stream.generate(() -> inBackground(held)).limit(8).toList();
            Thread first = hashing.take();
            Thread second = hashing.take();

            assertThat(first).isNotSameAs(second);
            release.countDown();
            assertThat(all).allSatisfy(one -> assertThat(one.get()).startsWith("$argon2id$"));
            assertThat(hashing).hasSize(6).isSubsetOf(first, second);
        }
    }

    @Test
    void interruptedCaller_isFreedAndStaysInterrupted() throws Exception {
        try (Passwords held = with(1, 1, this::hold)) {
            CompletableFuture<String> running = inBackground(held);
            hashing.take();

            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> held.hash(PASSWORD)).isInstanceOf(HashingBusyException.class);
            assertThat(Thread.interrupted()).isTrue();

            // Its place in the queue is free again.
            CompletableFuture<String> next = inBackground(held);
            release.countDown();
            assertThat(running.get()).startsWith("$argon2id$");
            assertThat(next.get()).startsWith("$argon2id$");
        }
    }

    @Test
    void closed_refusesNewWorkAndFinishesTheOld() throws Exception {
        Passwords held = with(1, 1, this::hold);
        CompletableFuture<String> running = inBackground(held);
        hashing.take();

        held.close();

        assertThatThrownBy(() -> held.hash(PASSWORD)).isInstanceOf(HashingBusyException.class);
        assertThatThrownBy(() -> held.verifyOrBurn(PASSWORD, null)).isInstanceOf(HashingBusyException.class);
        release.countDown();
        assertThat(running.get()).startsWith("$argon2id$");
    }

    @Test
    void failureOfTheGenerator_reachesTheCaller() {
        try (Passwords broken = with(1, 1, target -> {
            throw new IllegalStateException("no entropy");
        })) {
            assertThatThrownBy(() -> broken.hash(PASSWORD))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("no entropy");
        }
    }

    private static Passwords with(int threads, int queue, Entropy entropy) {
        PasswordConfig config = new PasswordConfig(Argon2Cost.defaults(), threads, queue, 8);
        return new Passwords(config, TestCost.CHEAP, entropy, Passwords.memoryOfThread(TestCost.CHEAP));
    }

    /** Several threads, and so many KiB for hashes of other costs. */
    private static Passwords sharing(int kib) {
        PasswordConfig config = new PasswordConfig(Argon2Cost.defaults(), 4, 32, 8, new HashLimits(kib));
        return new Passwords(config, TestCost.CHEAP, Entropy.secure(), Passwords.memoryOfThread(TestCost.CHEAP));
    }

    private static HashingCaller caller(String account) {
        return new HashingCaller(account, "192.0.2.1", "192.0.2.1");
    }

    /** Counts the hashes of Argon2 that are not dearer than ours. */
    private static Passwords counting(AtomicInteger hashes) {
        PasswordConfig config = new PasswordConfig(Argon2Cost.defaults(), 1, 1, 8);
        return new Passwords(config, TestCost.CHEAP, Entropy.secure(), () -> {
            hashes.incrementAndGet();
            return TestCost.CHEAP.newMemory();
        });
    }

    private static int costOf(AtomicInteger hashes, Supplier<Verdict> check) {
        hashes.set(0);
        assertThat(check.get()).isNotNull();
        return hashes.get();
    }

    /** The hashing thread draws its salt from here: a place to hold it. */
    private void hold(byte[] target) {
        hashing.add(Thread.currentThread());
        try {
            assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    private CompletableFuture<String> inBackground(Passwords service) {
        return CompletableFuture.supplyAsync(() -> service.hash(PASSWORD), callers);
    }

    private CompletableFuture<String> inBackground(Passwords service, String account) {
        return CompletableFuture.supplyAsync(() -> service.hash(PASSWORD, caller(account)), callers);
    }

    private static boolean succeeds(CompletableFuture<String> future) {
        return future.handle((hash, failure) -> failure == null).join();
    }
}
