package dev.keycard.user;

import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserChangeTest {

    @Test
    void nothing_leavesTheUserAsTheyAre() {
        UserChange nothing = UserChange.builder().build();

        assertThat(nothing.applyTo(user(1))).isEqualTo(user(1));
    }

    @Test
    void everything_leavesWhatNobodyMayChange() {
        UserChange everything = UserChange.builder()
                .email("e")
                .firstName("f")
                .lastName("l")
                .active(false)
                .staff(true)
                .superuser(true)
                .tier("gold")
                .roles(Set.of("r"))
                .build();

        User before = user(1);
        assertThat(everything.applyTo(before))
                .isEqualTo(User.builder(UserId.of(1), before.username())
                        .email("e")
                        .firstName("f")
                        .lastName("l")
                        .active(false)
                        .staff(true)
                        .superuser(true)
                        .tier("gold")
                        .roles(Set.of("r"))
                        .credentialVersion(before.credentialVersion())
                        .createdAt(before.createdAt())
                        .revokedBefore(before.revokedBefore())
                        .build());
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
