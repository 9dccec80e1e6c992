package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.signin.FamiliarAddressStore;
import dev.keycard.signin.FamiliarAddressStore.Sighting;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link FamiliarAddressStore}. The test of a store extends this class and opens the stores. */
public abstract class FamiliarAddressStoreContract extends StoreContract {

    private static final String HOME = "192.0.2.7";
    private static final String ELSEWHERE = "6/20010db800000001";

    @Test
    void knows_whatWasKept_ofThatUserAlone() {
        User ada = createUser("ada");
        User bob = createUser("bob");
        keep(new Sighting(ada.id(), HOME, now()));

        assertThat(isFamiliar(ada, HOME)).isTrue();
        assertThat(isFamiliar(ada, ELSEWHERE)).isFalse();
        assertThat(isFamiliar(bob, HOME)).isFalse();
        assertThat(familiarAddresses().isFamiliar(UserId.NOBODY, HOME, Instant.EPOCH))
                .isFalse();
    }

    @Test
    void knows_sightingsOfThatMomentOrLater() {
        User ada = createUser("ada");
        keep(new Sighting(ada.id(), HOME, now()));

        assertThat(familiarAddresses().isFamiliar(ada.id(), HOME, now())).isTrue();
        assertThat(familiarAddresses().isFamiliar(ada.id(), HOME, now().plusMillis(1)))
                .isFalse();
    }

    @Test
    void keeps_theNewestSighting_inWhateverOrderTheyCome() {
        User ada = createUser("ada");
        keep(new Sighting(ada.id(), HOME, now()), new Sighting(ada.id(), HOME, now().minusSeconds(60)));
        keep(new Sighting(ada.id(), HOME, now().minusSeconds(90)));

        assertThat(familiarAddresses().isFamiliar(ada.id(), HOME, now())).isTrue();
    }

    @Test
    void drops_usersWhoAreGone_andKeepsTheOthersOfTheBatch() {
        User ada = createUser("ada");
        User gone = createUser("gone");
        users().delete(gone.id(), AuditContext.at(now()));
        keep(new Sighting(gone.id(), HOME, now()), new Sighting(ada.id(), HOME, now()));

        assertThat(isFamiliar(gone, HOME)).isFalse();
        assertThat(isFamiliar(ada, HOME)).isTrue();
    }

    @Test
    void forgets_usersWhoAreDeleted() {
        User ada = createUser("ada");
        keep(new Sighting(ada.id(), HOME, now()));
        users().delete(ada.id(), AuditContext.at(now()));

        assertThat(isFamiliar(ada, HOME)).isFalse();
        assertThat(familiarAddresses().purgeBefore(now().plusSeconds(1), 10)).isZero();
    }

    @Test
    void keeps_theNewestAddressesOfAUser() {
        User ada = createUser("ada");
        User bob = createUser("bob");
        keep(new Sighting(bob.id(), HOME, now().minus(Duration.ofDays(1))));
        keep(IntStream.range(0, FamiliarAddressStore.MAX_PER_USER + 5)
                .mapToObj(i -> new Sighting(ada.id(), "192.0.2." + i, now().plusMillis(i)))
                .toArray(Sighting[]::new));

        assertThat(isFamiliar(ada, "192.0.2.4")).isFalse();
        assertThat(isFamiliar(ada, "192.0.2.5")).isTrue();
        assertThat(isFamiliar(ada, "192.0.2.54")).isTrue();
        assertThat(isFamiliar(bob, HOME)).isTrue();
    }

    @Test
    void forgets_theOldestFirst_andNoMoreThanAsked() {
        User ada = createUser("ada");
        for (int i = 0; i < 3; i++) {
            keep(new Sighting(ada.id(), "192.0.2." + i, now().plusMillis(i)));
        }

        assertThat(familiarAddresses().purgeBefore(now().plusMillis(2), 1)).isEqualTo(1);
        assertThat(isFamiliar(ada, "192.0.2.0")).isFalse();
        assertThat(isFamiliar(ada, "192.0.2.1")).isTrue();
        assertThat(familiarAddresses().purgeBefore(now().plusMillis(2), 10)).isEqualTo(1);
        assertThat(isFamiliar(ada, "192.0.2.2")).isTrue();
    }

    @Test
    void remembersThatAUserSignedIn_whenTheAddressIsForgotten() {
        User ada = createUser("ada");
        User bob = createUser("bob");
        assertThat(familiarAddresses().hasSignedIn(ada.id())).isFalse();
        keep(new Sighting(ada.id(), HOME, now()));
        familiarAddresses().purgeBefore(now().plusMillis(1), 10);

        assertThat(familiarAddresses().hasSignedIn(ada.id())).isTrue();
        assertThat(familiarAddresses().hasSignedIn(bob.id())).isFalse();
        assertThat(familiarAddresses().hasSignedIn(UserId.of(77))).isFalse();
    }

    @Test
    void keepsNothing_ofNothing() {
        keep();

        assertThat(familiarAddresses().purgeBefore(now().plusSeconds(1), 10)).isZero();
    }

    private void keep(Sighting... sightings) {
        familiarAddresses().keep(List.of(sightings));
    }

    private boolean isFamiliar(User user, String address) {
        return familiarAddresses().isFamiliar(user.id(), address, Instant.EPOCH);
    }
}
