package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditFilter;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.login.Login;
import dev.keycard.login.LoginStore;
import dev.keycard.revocation.Change;
import dev.keycard.store.PageRequest;
import dev.keycard.user.NewPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserGuard;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of ending all API tokens of a user at once. The test of a store extends this class and opens the stores. */
public abstract class ApiTokenRevocationContract extends StoreContract {

    private static final String OTHER_HASH = "hash-of-another-password";

    @Test
    void endAll_endsTheUsersTokens_andNobodyElses() {
        User ann = createUser("ann");
        ApiToken one = createToken(ann);
        ApiToken two = createToken(ann);
        ApiToken bobs = createToken(createUser("bob"));

        assertThat(apiTokens().endAll(ann.id(), UserGuard.NONE, at())).isEqualTo(2);

        assertThat(isLive(one)).isFalse();
        assertThat(isLive(two)).isFalse();
        assertThat(isLive(bobs)).isTrue();
        assertThat(apiTokens().endAll(ann.id(), UserGuard.NONE, at())).isZero();
    }

    @Test
    void endAll_recordsOneChange_howeverManyTokens() {
        User ann = createUser("ann");
        for (int i = 0; i < 5; i++) {
            createToken(ann);
        }

        assertThat(recordedBy(() -> apiTokens().endAll(ann.id(), UserGuard.NONE, at())))
                .containsExactly(new Change.UserChanged(ann.id()));
        assertThat(kinds()).filteredOn("api_tokens_ended"::equals).hasSize(1);
    }

    @Test
    void endAll_marksTheUser_soThatWhatWasReadBeforeIsReadAgain() {
        User ann = createUser("ann");
        ApiToken token = createToken(ann);
        apiTokens().endAll(ann.id(), UserGuard.NONE, at());

        assertThat(token.createdAt()).isBeforeOrEqualTo(reread(ann).apiTokensRevokedBefore());
    }

    @Test
    void endAll_leavesTokensAlone_thatAreMadeLater_evenInTheSameMillisecond() {
        User ann = createUser("ann");
        createToken(ann);
        apiTokens().endAll(ann.id(), UserGuard.NONE, at());

        ApiToken later = createToken(ann);

        assertThat(isLive(later)).isTrue();
    }

    @Test
    void endAll_ofNobody_doesNothing() {
        assertThat(apiTokens().endAll(UserId.of(77), UserGuard.NONE, at())).isZero();
        assertThat(kinds()).isEmpty();
    }

    @Test
    void deactivation_endsTokens_andActivationBringsNoneBack() {
        User ann = createUser("ann");
        ApiToken token = createToken(ann);
        deactivate(ann);
        users().update(ann.id(), UserChange.ofActive(true), at());

        assertThat(isLive(token)).isFalse();
        assertThat(kinds()).contains("api_tokens_ended");
    }

    @Test
    void deactivation_recordsNoMoreForManyTokensThanForNone() {
        User none = createUser("none");
        User many = createUser("many");
        IntStream.range(0, 5).forEach(i -> createToken(many));

        assertThat(recordedBy(() -> deactivate(many))).hasSameSizeAs(recordedBy(() -> deactivate(none)));
    }

    @Test
    void newPassword_endsTokens_unlessTheyAreSpared() {
        User ann = createUser("ann");
        ApiToken spared = createToken(ann);
        users().changePassword(NewPassword.replacing(ann, OTHER_HASH).sparingApiTokens(true), at());
        assertThat(isLive(spared)).isTrue();

        users().changePassword(NewPassword.replacing(reread(ann), HASH), at());
        assertThat(isLive(spared)).isFalse();
    }

    @Test
    void newPassword_thatCameTooLate_endsNothing() {
        User ann = createUser("ann");
        ApiToken token = createToken(ann);
        NewPassword late = new NewPassword(ann.id(), ann.credentialVersion() + 1, OTHER_HASH, null, false);

        assertThat(users().changePassword(late, at())).isFalse();
        assertThat(isLive(token)).isTrue();
    }

    @Test
    void passwordSetByStaff_endsTokens_unlessTheyAreKept() {
        User ann = createUser("ann");
        ApiToken token = createToken(ann);
        UserEdit edit = new UserEdit(UserChange.ofProfile(null, null, null), null, OTHER_HASH);
        users().edit(ann.id(), edit.keepingApiTokens(), UserGuard.NONE, at());
        assertThat(isLive(token)).isTrue();

        users().edit(ann.id(), edit, UserGuard.NONE, at());
        assertThat(isLive(token)).isFalse();
    }

    @Test
    void endingOfLogins_reachesTokens_onlyIfItShall() {
        User ann = createUser("ann");
        ApiToken token = createToken(ann);
        logins().endAll(ann.id(), EndReason.SIGNED_OUT_EVERYWHERE, at());
        assertThat(isLive(token)).isTrue();

        logins().endAll(
                        ann.id(),
                        EndReason.SIGNED_OUT_EVERYWHERE,
                        LoginStore.Reach.LOGINS_AND_API_TOKENS,
                        UserGuard.NONE,
                        at());
        assertThat(isLive(token)).isFalse();
    }

    @Test
    void racing_noTokenSurvivesADeactivation() throws Exception {
        User ann = createUser("ann");
        List<ApiToken> drafts =
                IntStream.range(0, 7).mapToObj(i -> newToken(ann, false)).toList();
        ApiToken old = createToken(ann);
        try (Race race = new Race(8)) {
            race.run(i -> i == 7
                    ? () -> users().update(ann.id(), UserChange.ofActive(false), at())
                            .isPresent()
                    : () -> apiTokens().create(drafts.get(i), digestOf(drafts.get(i)), ann.credentialVersion(), at()));
        }

        assertThat(apiTokens().live(ann.id(), now())).isEmpty();
        assertThat(isLive(old)).isFalse();
    }

    @Test
    void racing_aRotationGivesATokenNoLifeBeyondTheEnding() throws Exception {
        for (int round = 0; round < 5; round++) {
            User ann = createUser("ann" + round);
            ApiToken old = createToken(ann);
            ApiToken successor = newToken(ann, false);
            try (Race race = new Race(2)) {
                List<Object> outcomes = race.run(i -> i == 0
                        ? () -> rotate(old, successor)
                        : () -> users().changePassword(NewPassword.replacing(ann, OTHER_HASH), at()));
                boolean rotatedUnderTheNewPassword = outcomes.get(0) == ApiTokenStore.Rotation.ROTATED
                        && apiTokens()
                                .find(successor.id())
                                .filter(found -> found.isLive(now()))
                                .isPresent();
                assertThat(rotatedUnderTheNewPassword).isFalse();
            }
        }
    }

    @Test
    void aLoginThatHasEnded_makesAndReplacesNoToken() {
        User ann = createUser("ann");
        Login login = startLogin(ann);
        ApiToken kept = createToken(ann);
        assertThat(create(ann, by(ann, login.id()))).isTrue();

        logins().endAll(ann.id(), EndReason.SIGNED_OUT_EVERYWHERE, at());

        assertThat(create(ann, by(ann, login.id()))).isFalse();
        assertThat(replace(kept, by(ann, login.id()))).isEqualTo(ApiTokenStore.Rotation.REFUSED);
        assertThat(isLive(kept)).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(create(ann, by(ann, startLogin(ann).id()))).isTrue();
    }

    @Test
    void anApiTokenThatHasEnded_makesAndReplacesNoToken() {
        User ann = createUser("ann");
        ApiToken asking = createToken(ann);
        apiTokens().endAll(ann.id(), UserGuard.NONE, at());
        ApiToken later = createToken(ann);

        assertThat(create(ann, by(ann, asking.id()))).isFalse();
        assertThat(replace(later, by(ann, asking.id()))).isEqualTo(ApiTokenStore.Rotation.REFUSED);
    }

    @Test
    void activatedAgain_aUserGetsNoTokenFromALoginOfBefore() {
        User ann = createUser("ann");
        Login login = startLogin(ann);
        users().update(ann.id(), UserChange.ofActive(false), at());
        users().update(ann.id(), UserChange.ofActive(true), at());

        assertThat(create(ann, by(ann, login.id()))).isFalse();
    }

    @Test
    void racing_noTokenSurvivesTheEndingOfEverything() throws Exception {
        for (int round = 0; round < 10; round++) {
            User ann = createUser("ann" + round);
            AuditContext asking = by(ann, startLogin(ann).id());
            try (Race race = new Race(8)) {
                race.run(i -> i == 7
                        ? () -> logins().endAll(
                                                ann.id(),
                                                EndReason.SIGNED_OUT_EVERYWHERE,
                                                LoginStore.Reach.LOGINS_AND_API_TOKENS,
                                                UserGuard.NONE,
                                                at())
                                > 0
                        : () -> create(ann, asking));
            }
            assertThat(apiTokens().live(ann.id(), now())).isEmpty();
        }
    }

    private boolean create(User owner, AuditContext context) {
        ApiToken token = newToken(owner, false);
        return apiTokens().create(token, digestOf(token), owner.credentialVersion(), context);
    }

    private ApiTokenStore.Rotation replace(ApiToken old, AuditContext context) {
        User owner = users().find(old.userId()).orElseThrow();
        ApiToken successor = newToken(owner, false);
        return apiTokens()
                .rotate(
                        old.id(),
                        successor,
                        digestOf(successor),
                        owner.credentialVersion(),
                        now().plus(Duration.ofHours(1)),
                        context);
    }

    private AuditContext by(User user, TimeId credential) {
        return at().by(user.id()).presenting(credential);
    }

    private AuditContext at() {
        return AuditContext.at(now());
    }

    private boolean isLive(ApiToken token) {
        return apiTokens().find(token.id()).orElseThrow().isLive(now());
    }

    private List<String> kinds() {
        return audit().list(AuditFilter.all(), PageRequest.first(100)).items().stream()
                .map(entry -> entry.kind())
                .toList();
    }
}
