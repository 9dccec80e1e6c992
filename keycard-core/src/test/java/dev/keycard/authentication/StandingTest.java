package dev.keycard.authentication;

import static dev.keycard.authentication.Node.ALICE;
import static dev.keycard.support.HandClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.change.Change;
import dev.keycard.id.TimeId;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTest {

    private final Node node = Node.started();
    private final TimeId login = node.newId();
    private final Credential token = new Credential.AccessToken(login);

    @Test
    void isGood_whileNothingEnded() {
        assertThat(user(token)).isEqualTo(node.alice());
        assertThat(user(new Credential.Session(login))).isNotNull();
        assertThat(user(new Credential.ApiToken(login, Set.of(), null))).isNotNull();
        assertThat(user(new Credential.Basic())).isNotNull();
    }

    @Test
    void cannotBeTold_beforeTheFeedStarts() {
        Node silent = new Node();
        silent.users.load(ALICE);

        assertThat(silent.standing.isKnown()).isFalse();
        assertThat(silent.standing.userInGoodStanding(ALICE, token, START)).isNull();
    }

    @Test
    void cannotBeTold_whileTheFeedIsStale() {
        node.clock.advance(Duration.ofSeconds(5).plusNanos(1));

        assertThat(node.standing.isKnown()).isFalse();
        assertThat(user(token)).isNull();
    }

    @Test
    void cannotBeTold_ofAUserWhoIsNotRemembered() {
        node.learn(new Change.UserChanged(ALICE));

        assertThat(user(token)).isNull();
    }

    @Test
    void refuses_inactiveUser() {
        node.change(UserChange.ofActive(false).applyTo(node.alice()));
        node.users.load(ALICE);

        assertThat(user(token)).isNull();
    }

    @Test
    void refuses_endedLogin_presentedAsTokenOrSession() {
        node.learn(new Change.LoginEnded(login));

        assertThat(user(token)).isNull();
        assertThat(user(new Credential.Session(login))).isNull();
        assertThat(user(new Credential.ApiToken(login, Set.of(), null))).isNotNull();
    }

    @Test
    void refuses_everyLogin_whenAllOfTheUserEnded() {
        node.learn(new Change.LoginsEnded(ALICE, START, null));

        assertThat(user(token)).isNull();
        assertThat(user(new Credential.Session(login))).isNull();
    }

    @Test
    void refuses_endedApiToken() {
        node.learn(new Change.ApiTokenEnded(login));

        assertThat(user(new Credential.ApiToken(login, Set.of(), null))).isNull();
        assertThat(user(token)).isNotNull();
    }

    @Test
    void refuses_foreignToken_issuedUpToTheUsersRevocation() {
        Credential foreign = new Credential.AccessToken(null);
        User revoked = revokedBefore(START.plusMillis(500));

        assertThat(node.standing.ended(revoked, foreign, START)).isTrue();
        assertThat(node.standing.ended(revoked, foreign, START.plusMillis(500))).isTrue();
        assertThat(node.standing.ended(revoked, foreign, START.plusSeconds(1))).isFalse();
    }

    private @Nullable User user(Credential credential) {
        return node.standing.userInGoodStanding(ALICE, credential, START);
    }

    private User revokedBefore(Instant moment) {
        User alice = node.alice();
        return new User(
                ALICE,
                alice.username(),
                "",
                "",
                "",
                true,
                false,
                false,
                "",
                Set.of(),
                alice.credentialVersion(),
                alice.createdAt(),
                moment);
    }
}
