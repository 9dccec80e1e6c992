package dev.keycard.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.support.HandClock;
import dev.keycard.throttle.SignInThrottle.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FamiliarAddressesTest {

    private static final Optional<UserId> ADA = Optional.of(UserId.of(7));

    private final HandClock clock = new HandClock();
    private final Shelf shelf = new Shelf();
    private final FamiliarAddresses familiar = new FamiliarAddresses(shelf, clock);

    @Test
    void success_makesAnAddressFamiliar_beforeItIsWritten_andAfter() {
        familiar.note(UserId.of(7), "2001:db8::1");

        assertThat(familiar.origin(ADA, "2001:db8::2")).isEqualTo(Origin.FAMILIAR);
        familiar.write();
        assertThat(shelf.kept).hasSize(1);
        assertThat(familiar.origin(ADA, "2001:db8::2")).isEqualTo(Origin.FAMILIAR);
        assertThat(familiar.origin(ADA, "2001:db8:0:1::1")).isEqualTo(Origin.UNFAMILIAR);
        assertThat(familiar.origin(Optional.of(UserId.of(8)), "2001:db8::1")).isEqualTo(Origin.UNFAMILIAR);
    }

    @Test
    void theStoreIsAsked_aboutUnknownNamesAsWell() {
        assertThat(familiar.origin(Optional.empty(), "192.0.2.1")).isEqualTo(Origin.UNFAMILIAR);
        assertThat(shelf.asked).isEqualTo(1);
        familiar.note(UserId.of(7), "192.0.2.1");
        assertThat(familiar.origin(ADA, "192.0.2.1")).isEqualTo(Origin.FAMILIAR);
        assertThat(shelf.asked).isEqualTo(2);
    }

    @Test
    void news_isAnAddressThatIsNotFamiliar_butNotTheFirst_andOnlyOnce() {
        assertThat(familiar.note(UserId.of(7), "192.0.2.1")).isFalse();
        assertThat(familiar.note(UserId.of(7), "192.0.2.1")).isFalse();
        assertThat(familiar.note(UserId.of(7), "192.0.2.2")).isTrue();
        assertThat(familiar.note(UserId.of(7), "192.0.2.2")).isFalse();
        familiar.write();
        assertThat(familiar.note(UserId.of(7), "192.0.2.2")).isFalse();
        assertThat(familiar.note(UserId.of(7), "192.0.2.3")).isTrue();
        assertThat(familiar.note(UserId.of(8), "192.0.2.3")).isFalse();
        familiar.write();
        clock.advance(Duration.ofDays(31));
        assertThat(familiar.note(UserId.of(7), "192.0.2.2")).isTrue();
    }

    @Test
    void familiarity_endsAfterThirtyDays() {
        familiar.note(UserId.of(7), "192.0.2.1");
        familiar.write();
        clock.advance(Duration.ofDays(30));
        assertThat(familiar.origin(ADA, "192.0.2.1")).isEqualTo(Origin.FAMILIAR);
        clock.advance(Duration.ofMillis(1));

        assertThat(familiar.origin(ADA, "192.0.2.1")).isEqualTo(Origin.UNFAMILIAR);
    }

    @Test
    void whatCannotBeTold_isUnfamiliar_andWhatCannotBeWritten_isWrittenLater() {
        familiar.note(UserId.of(7), "192.0.2.1");
        shelf.away = true;
        assertThat(familiar.origin(ADA, "192.0.2.9")).isEqualTo(Origin.UNFAMILIAR);
        try {
            familiar.write();
        } catch (StoreUnavailableException away) {
            shelf.away = false;
        }
        familiar.write();
        familiar.write();

        assertThat(shelf.kept).hasSize(1);
    }

    /** Keeps what it is given. For one thread. */
    private static final class Shelf implements FamiliarAddressStore {

        private final List<Sighting> kept = new ArrayList<>();
        private int asked;
        private boolean away;

        @Override
        public boolean isFamiliar(UserId userId, String addressKey, Instant since) {
            asked++;
            requireThere();
            return kept.stream()
                    .anyMatch(sighting -> sighting.userId().equals(userId)
                            && sighting.addressKey().equals(addressKey)
                            && !sighting.at().isBefore(since));
        }

        @Override
        public boolean hasSignedIn(UserId userId) {
            requireThere();
            return kept.stream().anyMatch(sighting -> sighting.userId().equals(userId));
        }

        @Override
        public void keep(Collection<Sighting> sightings) {
            requireThere();
            kept.addAll(sightings);
        }

        @Override
        public int purgeBefore(Instant moment, int limit) {
            return 0;
        }

        private void requireThere() {
            if (away) {
                throw new StoreUnavailableException("away");
            }
        }
    }
}
