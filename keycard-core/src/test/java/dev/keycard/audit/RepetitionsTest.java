package dev.keycard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import dev.keycard.support.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RepetitionsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock();
    private final Repetitions repetitions = new Repetitions(clock);

    @Test
    void theSameAgain_isCounted_whateverIsDifferent_isNot() {
        assertThat(take(failed("192.0.2.1", 1))).isTrue();
        assertThat(take(failed("192.0.2.1", 1))).isFalse();
        assertThat(take(failed("192.0.2.2", 1))).isTrue();
        assertThat(take(failed("192.0.2.1", 2))).isTrue();
        assertThat(take(new AuthEvent.SignInThrottled(at("192.0.2.1")))).isTrue();
        assertThat(take(new AuthEvent.PermissionRefused(at("192.0.2.1"), UserId.of(1), "a", "GET")))
                .isTrue();
        assertThat(take(new AuthEvent.PermissionRefused(at("192.0.2.1"), UserId.of(1), "b", "GET")))
                .isTrue();
        assertThat(take(new AuthEvent.PermissionRefused(at("192.0.2.1"), UserId.of(1), "b", "GET")))
                .isFalse();
    }

    @Test
    void ipv6Addresses_areOneByTheir64() {
        assertThat(take(failed("2001:db8::1", 1))).isTrue();
        assertThat(take(failed("2001:db8::2", 1))).isFalse();
        assertThat(take(failed("2001:db8:0:1::1", 1))).isTrue();
    }

    @Test
    void sum_tellsWhatItStandsFor() {
        for (int i = 0; i < 5; i++) {
            take(new AuthEvent.PermissionRefused(at("192.0.2.1"), UserId.of(3), "admin-user", "GET"));
        }
        assertThat(repetitions.due()).isEmpty();
        clock.advance(MINUTE);

        assertThat(repetitions.due()).singleElement().satisfies(sum -> {
            assertThat(sum.kind()).isEqualTo("permission_refused");
            assertThat(sum.userId()).isEqualTo(UserId.of(3));
            assertThat(sum.context().address()).isEqualTo("192.0.2.1");
            assertThat(sum.details())
                    .containsEntry("count", "4")
                    .containsEntry("route", "admin-user")
                    .doesNotContainKey("others");
        });
        assertThat(repetitions.due()).isEmpty();
    }

    @Test
    void nextMinute_beginsAnew() {
        take(failed("192.0.2.1", 1));
        take(failed("192.0.2.1", 1));
        clock.advance(MINUTE);

        assertThat(repetitions.take(failed("192.0.2.1", 1)))
                .satisfies(taken -> assertThat(taken.first()).isTrue())
                .satisfies(taken -> assertThat(taken.due()).hasSize(1));
    }

    @Test
    void clockThatIsSetBackByAMoment_beginsNoMinute() {
        take(failed("192.0.2.1", 1));
        clock.advance(Duration.ofSeconds(-1));
        assertThat(take(failed("192.0.2.1", 1))).isFalse();
        clock.advance(Duration.ofHours(-1));
        assertThat(take(failed("192.0.2.1", 1))).isTrue();
    }

    @Test
    void newAddressesByTheThousand_areOneSumForTheirKind_andTakeNoRoomOfOthers() {
        long firsts = 0;
        for (int i = 0; i < 10_000; i++) {
            firsts += take(failed("192.0." + i / 256 + "." + i % 256, i)) ? 1 : 0;
        }
        assertThat(firsts).isEqualTo(Repetitions.MAX_KEYS);
        assertThat(take(new AuthEvent.PasswordResetSent(at("192.0.2.1"), UserId.of(9))))
                .isTrue();
        clock.advance(MINUTE);

        assertThat(repetitions.due()).singleElement().satisfies(sum -> {
            assertThat(sum.details()).containsEntry("count", "9936").containsEntry("others", "true");
            assertThat(sum.userId()).isNull();
            assertThat(sum.context().address()).isEmpty();
        });
    }

    /** The bound that docs/audit.md states, and that nothing is lost: entries and counts add up to what came. */
    @Property(tries = 200)
    void entriesOfAMinute_areBounded_andAddUp(@ForAll @Size(max = 2000) List<@IntRange(max = 300) Integer> addresses) {
        Repetitions fresh = new Repetitions(clock);
        List<AuthEvent.Observation> entries = new ArrayList<>();
        for (int address : addresses) {
            AuthEvent.Observation observation = failed("10.0.0." + address, address % 7);
            if (fresh.take(observation).first()) {
                entries.add(observation);
            }
        }
        entries.addAll(fresh.finish());

        assertThat(entries).hasSizeLessThanOrEqualTo(2 * Repetitions.MAX_KEYS + 1);
        long total = entries.stream()
                .mapToLong(entry -> Long.parseLong(entry.details().getOrDefault("count", "1")))
                .sum();
        assertThat(total).isEqualTo(addresses.size());
    }

    private boolean take(AuthEvent.Observation observation) {
        return repetitions.take(observation).first();
    }

    private AuthEvent.Observation failed(String address, long user) {
        return new AuthEvent.SignInFailed(at(address), UserId.of(user));
    }

    private AuditContext at(String address) {
        return new AuditContext(clock.instant(), "request", address, null);
    }
}
