package dev.keycard.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewUserTest {

    private final NewUser alice = NewUser.named(Username.parse("alice").orElseThrow(), "the-hash");

    @Test
    void named_hasNoRights() {
        assertThat(alice.active()).isTrue();
        assertThat(alice.staff()).isFalse();
        assertThat(alice.superuser()).isFalse();
        assertThat(alice.roles()).isEmpty();
        assertThat(alice.tier()).isEmpty();
    }

    @Test
    void with_changesWhatItNames() {
        NewUser changed = alice.withEmail("a@example.com").withRights(true, false);

        assertThat(changed.email()).isEqualTo("a@example.com");
        assertThat(changed.staff()).isTrue();
        assertThat(changed.superuser()).isFalse();
        assertThat(changed.passwordHash()).isEqualTo("the-hash");
    }

    @Test
    void printsWithoutTheHash() {
        assertThat(alice).hasToString("NewUser[alice]");
        assertThat(new StoredPassword(UserSource.user(1), "the-hash")).hasToString("StoredPassword[user1]");
    }
}
