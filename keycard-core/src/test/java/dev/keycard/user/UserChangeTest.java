package dev.keycard.user;

import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserChangeTest {

    @Test
    void nothing_leavesTheUserAsTheyAre() {
        UserChange nothing = new UserChange(null, null, null, null, null, null, null, null);

        assertThat(nothing.applyTo(user(1))).isEqualTo(user(1));
    }

    @Test
    void everything_leavesWhatNobodyMayChange() {
        UserChange everything = new UserChange("e", "f", "l", false, true, true, "gold", Set.of("r"));

        User before = user(1);
        assertThat(everything.applyTo(before))
                .isEqualTo(new User(
                        UserId.of(1),
                        before.username(),
                        "e",
                        "f",
                        "l",
                        false,
                        true,
                        true,
                        "gold",
                        Set.of("r"),
                        before.credentialVersion(),
                        before.createdAt(),
                        before.revokedBefore()));
    }

    @Test
    void ofProfile_givesNoRights() {
        User changed = UserChange.ofProfile("e", null, "l").applyTo(user(1));

        assertThat(changed.email()).isEqualTo("e");
        assertThat(changed.lastName()).isEqualTo("l");
        assertThat(changed.active()).isTrue();
        assertThat(changed.staff()).isFalse();
        assertThat(changed.superuser()).isFalse();
        assertThat(changed.roles()).isEmpty();
    }

    @Test
    void ofActive_changesNothingElse() {
        assertThat(UserChange.ofActive(false).applyTo(user(1)).active()).isFalse();
        assertThat(UserChange.ofActive(true).applyTo(user(1))).isEqualTo(user(1));
    }
}
