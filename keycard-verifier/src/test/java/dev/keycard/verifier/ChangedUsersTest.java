package dev.keycard.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.support.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChangedUsersTest {

    private static final Duration MEMORY = Duration.ofMinutes(5);

    private final HandClock clock = new HandClock();
    private final ChangedUsers users = new ChangedUsers(clock, MEMORY, 3);

    @Test
    void change_countsForWhatIsNotYounger() {
        users.onChange(new Change.UserChanged(UserId.of(1)));

        assertThat(users.mayHaveChangedSince(UserId.of(1), clock.instant())).isTrue();
        assertThat(users.mayHaveChangedSince(UserId.of(1), clock.instant().plusMillis(1)))
                .isFalse();
        assertThat(users.mayHaveChangedSince(UserId.of(2), clock.instant())).isFalse();
    }

    @Test
    void overflow_makesEveryUserSuspect_insteadOfForgetting() {
        for (long id = 1; id <= 4; id++) {
            users.onChange(new Change.UserChanged(UserId.of(id)));
        }

        assertThat(users.mayHaveChangedSince(UserId.of(1), clock.instant())).isTrue();
        assertThat(users.mayHaveChangedSince(UserId.of(99), clock.instant())).isTrue();
        assertThat(users.mayHaveChangedSince(UserId.of(99), clock.instant().plusMillis(1)))
                .isFalse();
    }

    @Test
    void pruning_forgetsWhatIsTooOldToMatter() {
        users.onChange(new Change.UserChanged(UserId.of(1)));
        clock.advance(MEMORY);
        users.prune();
        assertThat(users.mayHaveChangedSince(UserId.of(1), HandClock.START)).isTrue();

        clock.advance(Duration.ofMillis(1));
        users.prune();
        assertThat(users.mayHaveChangedSince(UserId.of(1), HandClock.START.plusMillis(1)))
                .isFalse();
        assertThat(users.mayHaveChangedSince(UserId.of(1), HandClock.START)).isTrue();
    }
}
