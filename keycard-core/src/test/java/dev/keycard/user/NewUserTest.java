package dev.keycard.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewUserTest {

    private final NewUser alice = NewUser.named(Username.parse("alice").orElseThrow(), "the-hash");

    @Test
    void named_hasNoRights() {
        assertThat(alice.profile().active()).isTrue();
        assertThat(alice.profile().staff()).isFalse();
        assertThat(alice.profile().superuser()).isFalse();
        assertThat(alice.profile().roles()).isEmpty();
        assertThat(alice.profile().tier()).isEmpty();
    }

    @Test
    void with_changesWhatItNames() {
        NewUser changed = alice.withEmail("a@example.com").withRights(true, false);

        assertThat(changed.profile().email()).isEqualTo("a@example.com");
        assertThat(changed.profile().staff()).isTrue();
        assertThat(changed.profile().superuser()).isFalse();
        assertThat(changed.passwordHash()).isEqualTo("the-hash");
    }

    @Test
    void nothingIsConfirmed_withoutAnAddress() {
        EmailState pending = new EmailState(true, "later@example.com");

        assertThat(alice.withConfirmedEmail().profile().emailState()).isEqualTo(EmailState.UNCONFIRMED);
        assertThat(alice.withEmail("a@example.com")
                        .withConfirmedEmail()
                        .profile()
                        .emailState())
                .isEqualTo(EmailState.CONFIRMED);
        assertThat(alice.withEmail("a@example.com")
                        .with(user -> user.withEmailState(pending))
                        .profile()
                        .emailState())
                .isEqualTo(EmailState.CONFIRMED);
    }

    @Test
    void isCalledByItsUsername_whateverTheProfileSays() {
        assertThat(alice.with(user -> user.withUsername("mallory")).profile().username())
                .isEqualTo("alice");
    }

    @Test
    void printsWithoutTheHash() {
        assertThat(alice).hasToString("NewUser[alice]");
        assertThat(new StoredPassword(UserSource.user(1), "the-hash")).hasToString("StoredPassword[user1]");
    }
}
