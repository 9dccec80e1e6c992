package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.key.StoredKey;
import dev.keycard.revocation.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The contract of {@link SigningKeyStore}. The test of a store extends this class and opens the stores. */
public abstract class SigningKeyStoreContract extends StoreContract {

    @Test
    void keeps_keyWithAllThatWasGiven() {
        StoredKey key = StoredKey.made("k1", "ES256", new byte[] {0, -1, 7}, now(), now().plusSeconds(60))
                .withRetiresAt(now().plusSeconds(90));

        signingKeys().addFirst(key, AuditContext.at(now()));

        assertThat(signingKeys().all())
                .singleElement()
                .usingRecursiveComparison()
                .isEqualTo(key);
    }

    @Test
    void has_noKeysAtFirst() {
        assertThat(signingKeys().all()).isEmpty();
    }

    @Test
    void sealingKey_isClaimedOnce() {
        assertThat(signingKeys().sealingKeyId()).isEmpty();
        assertThat(signingKeys().claimSealingKey("one")).isEqualTo("one");
        assertThat(signingKeys().claimSealingKey("other")).isEqualTo("one");
        assertThat(signingKeys().sealingKeyId()).contains("one");
    }

    @Test
    void racing_claimsOfSealingKeys_agree() throws Exception {
        try (Race race = new Race(4)) {
            List<String> claimed = race.run(runner -> () -> signingKeys().claimSealingKey("key " + runner));
            assertThat(Set.copyOf(claimed))
                    .containsExactly(signingKeys().sealingKeyId().orElseThrow());
        }
    }

    @Test
    void addFirst_addsOneKeyPerAlgorithm() {
        assertThat(signingKeys().addFirst(key("a", "ES256"), AuditContext.at(now())))
                .isTrue();
        assertThat(signingKeys().addFirst(key("b", "ES256"), AuditContext.at(now())))
                .isFalse();
        assertThat(signingKeys().addFirst(key("c", "RS256"), AuditContext.at(now())))
                .isTrue();

        assertThat(kids()).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void addFirst_addsBesideAKeyThatIsToRetire() {
        signingKeys().addFirst(key("a", "ES256"), AuditContext.at(now()));
        signingKeys().rotate(key("b", "RS256"), now().plusSeconds(60), Set.of("a"), AuditContext.at(now()));

        assertThat(signingKeys().addFirst(key("c", "ES256"), AuditContext.at(now())))
                .isTrue();
    }

    @Test
    void addFirst_recordsOnlyWhatItAdds() {
        List<Change> recorded = recordedBy(() -> {
            signingKeys().addFirst(key("a", "ES256"), AuditContext.at(now()));
            signingKeys().addFirst(key("b", "ES256"), AuditContext.at(now()));
        });

        assertThat(recorded).containsExactly(new Change.KeysChanged());
    }

    @Test
    void addFirst_racedByManyAddsOne() throws Exception {
        try (Race race = new Race(32)) {
            assertThat(race.run(i -> addingFirst("key" + i))).containsOnlyOnce(true);
        }
        assertThat(signingKeys().all()).hasSize(1);
    }

    private Callable<Boolean> addingFirst(String kid) {
        return () -> signingKeys().addFirst(key(kid, "ES256"), AuditContext.at(now()));
    }

    @Test
    void rotate_addsTheKeyAndLetsTheOthersRetire() {
        signingKeys().addFirst(key("a", "ES256"), AuditContext.at(now()));
        signingKeys().addFirst(key("b", "RS256"), AuditContext.at(now()));
        pass(Duration.ofDays(30));
        Instant retire = now().plusSeconds(60);

        List<Change> recorded = recordedBy(
                () -> signingKeys().rotate(key("c", "ES256"), retire, Set.of("a", "b"), AuditContext.at(now())));

        assertThat(retirements()).containsExactly("a " + retire, "b " + retire, "c null");
        assertThat(recorded).containsExactly(new Change.KeysChanged());
    }

    @Test
    void rotate_leavesEndsThatAreSet() {
        Instant first = now().plusSeconds(60);
        signingKeys().addFirst(key("a", "ES256"), AuditContext.at(now()));
        pass(Duration.ofMillis(1));
        signingKeys().rotate(key("b", "ES256"), first, Set.of("a"), AuditContext.at(now()));
        pass(Duration.ofMillis(1));

        signingKeys().rotate(key("c", "ES256"), first.plusSeconds(60), Set.of("b"), AuditContext.at(now()));

        assertThat(retirements()).containsExactly("a " + first, "b " + first.plusSeconds(60), "c null");
    }

    @Test
    void rotate_doesNothing_whenTheKeysAreNotThoseThatTheCallerSaw() {
        signingKeys().addFirst(key("a", "ES256"), AuditContext.at(now()));

        List<Change> recorded = recordedBy(() -> {
            for (Set<String> seen : List.of(Set.<String>of(), Set.of("b"), Set.of("a", "b"))) {
                assertThat(signingKeys().rotate(key("c", "ES256"), now(), seen, AuditContext.at(now())))
                        .isFalse();
            }
        });

        assertThat(retirements()).containsExactly("a null");
        assertThat(recorded).isEmpty();
    }

    @Test
    void rotate_racedByMany_makesOneKey() throws Exception {
        signingKeys().addFirst(key("first", "ES256"), AuditContext.at(now()));
        Instant retire = now().plusSeconds(60);
        try (Race race = new Race(16)) {
            assertThat(race.run(i -> rotating("key" + i, retire))).containsOnlyOnce(true);
        }

        assertThat(signingKeys().all())
                .hasSize(2)
                .filteredOn(key -> key.retiresAt() == null)
                .hasSize(1);
    }

    private Callable<Boolean> rotating(String kid, Instant retire) {
        return () -> signingKeys().rotate(key(kid, "ES256"), retire, Set.of("first"), AuditContext.at(now()));
    }

    @Test
    void remove_erasesTheKey_keepsTheOthers_andAddsTheReplacement() {
        signingKeys().addFirst(key("a", "ES256"), AuditContext.at(now()));
        pass(Duration.ofDays(1));
        signingKeys().rotate(key("b", "ES256"), now().plusSeconds(60), Set.of("a"), AuditContext.at(now()));
        pass(Duration.ofSeconds(1));

        List<Change> recorded = recordedBy(() -> assertThat(
                        signingKeys().remove("b", now(), key("c", "ES256"), Set.of("b"), AuditContext.at(now())))
                .isTrue());

        assertThat(kids()).containsExactly("a", "b", "c");
        StoredKey removed = signingKeys().all().get(1);
        assertThat(removed.sealedJwk()).isEmpty();
        assertThat(removed.removedAt()).isEqualTo(now());
        assertThat(signingKeys().all())
                .filteredOn(key -> key.removedAt() == null)
                .hasSize(2);
        assertThat(recorded).containsExactly(new Change.KeysChanged());
    }

    @Test
    void remove_withoutReplacement_isRecordedToo() {
        signingKeys().addFirst(key("a", "ES256"), AuditContext.at(now()));

        assertThat(recordedBy(() -> signingKeys().remove("a", now(), null, Set.of("a"), AuditContext.at(now()))))
                .containsExactly(new Change.KeysChanged());
    }

    @Test
    void remove_doesNothing_forUnknownAndRemovedKeys_orWhenTheKeysAreOthers() {
        signingKeys().addFirst(key("a", "ES256"), AuditContext.at(now()));
        signingKeys().addFirst(key("b", "RS256"), AuditContext.at(now()));
        signingKeys().remove("a", now(), null, Set.of("a", "b"), AuditContext.at(now()));

        List<Change> recorded = recordedBy(() -> {
            assertThat(signingKeys().remove("x", now(), key("c", "ES256"), Set.of("b"), AuditContext.at(now())))
                    .isFalse();
            assertThat(signingKeys().remove("a", now(), key("c", "ES256"), Set.of("b"), AuditContext.at(now())))
                    .isFalse();
            assertThat(signingKeys().remove("b", now(), key("c", "ES256"), Set.of("a", "b"), AuditContext.at(now())))
                    .isFalse();
        });

        assertThat(kids()).containsExactlyInAnyOrder("a", "b");
        assertThat(recorded).isEmpty();
    }

    @Test
    void removedKey_neverComesBack() {
        StoredKey first = key("a", "ES256");
        signingKeys().addFirst(first, AuditContext.at(now()));
        signingKeys().remove("a", now(), null, Set.of("a"), AuditContext.at(now()));

        assertThat(signingKeys().addFirst(first, AuditContext.at(now()))).isFalse();
        assertThat(signingKeys().rotate(first, now(), Set.of(), AuditContext.at(now())))
                .isFalse();
        assertThat(signingKeys().addFirst(key("b", "ES256"), AuditContext.at(now())))
                .isTrue();
        assertThat(signingKeys().rotate(first, now(), Set.of("b"), AuditContext.at(now())))
                .isFalse();

        assertThat(retirements()).containsExactly("a null", "b null");
        assertThat(signingKeys().all().get(0).sealedJwk()).isEmpty();
    }

    @Test
    void remove_racedByMany_makesOneReplacement() throws Exception {
        signingKeys().addFirst(key("first", "ES256"), AuditContext.at(now()));
        try (Race race = new Race(16)) {
            assertThat(race.run(i -> removing("key" + i))).containsOnlyOnce(true);
        }

        assertThat(signingKeys().all())
                .hasSize(2)
                .filteredOn(key -> key.removedAt() == null)
                .hasSize(1);
    }

    private Callable<Boolean> removing(String replacement) {
        return () -> signingKeys()
                .remove("first", now(), key(replacement, "ES256"), Set.of("first"), AuditContext.at(now()));
    }

    @Test
    void all_givesTheOldestFirst() {
        Instant start = now();
        clock.set(start.plusSeconds(9));
        signingKeys().addFirst(key("young", "ES256"), AuditContext.at(now()));
        clock.set(start);
        signingKeys().addFirst(key("old", "RS256"), AuditContext.at(now()));

        assertThat(kids()).containsExactly("old", "young");
    }

    private StoredKey key(String kid, String algorithm) {
        return StoredKey.made(kid, algorithm, new byte[] {1, 2, 3}, now(), now());
    }

    private List<String> kids() {
        return signingKeys().all().stream().map(StoredKey::kid).toList();
    }

    private List<String> retirements() {
        return signingKeys().all().stream()
                .map(key -> key.kid() + " " + key.retiresAt())
                .toList();
    }

    @Test
    void forgetRetired_forgetsRetiredKeys_andKeepsRemovedOnesForEver() {
        signingKeys().addFirst(key("removed", "ES256"), AuditContext.at(now()));
        signingKeys().rotate(key("old", "ES256"), now().plusSeconds(60), Set.of("removed"), AuditContext.at(now()));
        signingKeys().remove("removed", now(), null, Set.of("old"), AuditContext.at(now()));
        signingKeys().rotate(key("next", "ES256"), now().plusSeconds(60), Set.of("old"), AuditContext.at(now()));
        signingKeys().rotate(key("last", "ES256"), now().plusSeconds(120), Set.of("next"), AuditContext.at(now()));

        assertThat(signingKeys().purgeRetiredBefore(now().plusSeconds(60), 10)).isZero();
        assertThat(signingKeys().purgeRetiredBefore(now().plusSeconds(120), 10)).isOne();

        assertThat(kids()).containsExactlyInAnyOrder("removed", "next", "last");
    }
}
