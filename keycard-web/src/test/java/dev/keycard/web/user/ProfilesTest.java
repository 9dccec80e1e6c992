package dev.keycard.web.user;

import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfilesTest {

    private final Profiles profiles = new Profiles();

    @Test
    void rendersWhatTheContractNames_rolesInOrder() {
        UserChange change = UserChange.builder()
                .email("a@x")
                .firstName("A")
                .lastName("B")
                .staff(true)
                .superuser(true)
                .tier("gold")
                .roles(Set.of("writer", "reader"))
                .build();

        assertThat(new String(profiles.show(change.applyTo(user(1))).body(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"id\":1,\"username\":\"user1\",\"email\":\"a@x\",\"first_name\":\"A\",\"last_name\":\"B\","
                                + "\"tier\":\"gold\",\"roles\":[\"reader\",\"writer\"],\"is_staff\":true}");
    }

    @Test
    void rendersOnce_asLongAsTheUserIsNotReadAgain() {
        User alice = user(1);

        assertThat(profiles.show(alice)).isSameAs(profiles.show(alice)).isNotSameAs(profiles.show(user(2)));
        assertThat(profiles.show(alice).status()).isEqualTo(200);
    }

    @Test
    void rendersAnew_whatWasReadAnew() {
        profiles.show(user(1));
        User changed = UserChange.ofProfile("new@x", null, null).applyTo(user(1));

        assertThat(new String(profiles.show(changed).body(), StandardCharsets.UTF_8))
                .contains("new@x");
    }
}
