package dev.keycard.user;

import static dev.keycard.support.HandClock.START;
import static dev.keycard.user.Node.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Credential;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevocationCheckTest {

    private final Node node = Node.started();
    private final TimeId login = node.newId();
    private final Credential token = new Credential.AccessToken(login, null);
    private final Credential session = new Credential.Session(login, Instant.EPOCH);
    private final Credential apiToken = new Credential.ApiToken(login, Set.of(), null);

    @Test
    void isGood_whileNothingEnded() {
        assertThat(node.revocations.isKnown()).isTrue();
        assertThat(isGood(token)).isTrue();
        assertThat(isGood(session)).isTrue();
        assertThat(isGood(apiToken)).isTrue();
        assertThat(isGood(new Credential.Basic())).isTrue();
    }

    @Test
    void cannotBeTold_beforeTheFeedStarts() {
        Node silent = new Node();

        assertThat(silent.revocations.isKnown()).isFalse();
        assertThat(isGood(silent, silent.alice(), token, START)).isFalse();
    }

    @Test
    void cannotBeTold_whileTheFeedIsStale() {
        node.clock.advance(Duration.ofSeconds(5).plusNanos(1));

        assertThat(node.revocations.isKnown()).isFalse();
        assertThat(isGood(token)).isFalse();
    }

    @Test
    void refuses_inactiveUser() {
        User shutOut = UserChange.ofActive(false).applyTo(node.alice());

        assertThat(isGood(node, shutOut, token, START)).isFalse();
        assertThat(node.revocations.ended(shutOut, token, START)).isFalse();
    }

    @Test
    void refuses_endedLogin_presentedAsTokenOrSession() {
        node.learn(new Change.LoginEnded(login));

        assertThat(isGood(token)).isFalse();
        assertThat(isGood(session)).isFalse();
        assertThat(isGood(apiToken)).isTrue();
    }

    @Test
    void refuses_everyLogin_whenAllOfTheUserEnded() {
        node.learn(new Change.LoginsEnded(UserId.of(ALICE), START, null));

        assertThat(isGood(token)).isFalse();
        assertThat(isGood(session)).isFalse();
        assertThat(isGood(apiToken)).isTrue();
    }

    @Test
    void refuses_endedApiToken() {
        node.learn(new Change.ApiTokenEnded(login));

        assertThat(isGood(apiToken)).isFalse();
        assertThat(isGood(token)).isTrue();
    }

    @Test
    void cannotTell_ofApiTokenThatChanged() {
        node.learn(new Change.ApiTokenChanged(login));

        assertThat(isGood(apiToken)).isFalse();
        assertThat(node.revocations.ended(node.alice(), apiToken, START)).isFalse();
        assertThat(isGood(token)).isTrue();
    }

    @Test
    void refuses_foreignToken_issuedUpToTheUsersRevocation() {
        Credential foreign = new Credential.AccessToken(null, null);
        User revoked = revokedBefore(START.plusMillis(500));

        assertThat(isGood(node, revoked, foreign, START)).isFalse();
        assertThat(isGood(node, revoked, foreign, START.plusMillis(500))).isFalse();
        assertThat(isGood(node, revoked, foreign, START.plusSeconds(1))).isTrue();
    }

    private boolean isGood(Credential credential) {
        return isGood(node, node.alice(), credential, START);
    }

    private static boolean isGood(Node node, User user, Credential credential, Instant issuedAt) {
        return node.revocations.isKnown() && node.revocations.findsNothing(user, credential, issuedAt);
    }

    private User revokedBefore(Instant moment) {
        User alice = node.alice();
        long version = alice.credentialVersion();
        return User.builder(UserId.of(ALICE), "a")
                .credentialVersion(version)
                .createdAt(alice.createdAt())
                .revokedBefore(moment)
                .build();
    }
}
