package dev.keycard.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserTest {

    private static final User EVERYTHING = new User(
            UserId.of(1),
            "ann",
            "ann@example.org",
            "Ann",
            "Lee",
            false,
            true,
            true,
            "gold",
            Set.of("editor"),
            7,
            Instant.ofEpochSecond(1),
            Instant.ofEpochSecond(2),
            new EmailState(true, "next@example.org"),
            Instant.ofEpochSecond(3));

    @Test
    void toBuilder_keepsEveryField() {
        assertThat(EVERYTHING.toBuilder().build()).isEqualTo(EVERYTHING);
    }

    @Test
    void named_hasNoRights_andNoAccountYet() {
        User bob = User.named(UserId.of(2), "bob");

        assertThat(bob.active()).isTrue();
        assertThat(bob.staff()).isFalse();
        assertThat(bob.superuser()).isFalse();
        assertThat(bob.roles()).isEmpty();
        assertThat(bob.credentialVersion()).isEqualTo(Account.NOT_KEPT);
    }

    @Test
    void anotherAddress_isNotConfirmed() {
        assertThat(EVERYTHING.withEmail("ann@example.org")).isEqualTo(EVERYTHING);
        assertThat(EVERYTHING.withEmail("other@example.org").emailState()).isEqualTo(EmailState.UNCONFIRMED);
    }

    @Test
    void account_givesWhatIsKept_andNothingElse() {
        Account account = new Account(EVERYTHING.id(), true, 9, Instant.ofEpochSecond(8), Instant.ofEpochSecond(9));

        assertThat(EVERYTHING.toBuilder().account(account).build())
                .isEqualTo(EVERYTHING.toBuilder()
                        .active(true)
                        .credentialVersion(9)
                        .revokedBefore(Instant.ofEpochSecond(8))
                        .apiTokensRevokedBefore(Instant.ofEpochSecond(9))
                        .build());
    }

    @Test
    void isActive_onlyIfUserAndAccountAre() {
        Account active = Account.begin(EVERYTHING.id(), true);

        assertThat(EVERYTHING.with(active).active()).isFalse();
        assertThat(EVERYTHING.withActive(true).with(active).active()).isTrue();
        assertThat(EVERYTHING.withActive(true).with(active.withActive(false)).active())
                .isFalse();
    }
}
