package dev.keycard.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.audit.AuditContext;
import dev.keycard.revocation.Change;
import dev.keycard.store.Page;
import dev.keycard.store.PurgeStep;
import dev.keycard.store.TimePageRequest;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link ApiTokenStore}. The test of a store extends this class and opens the stores. */
public abstract class ApiTokenStoreContract extends StoreContract {

    private static final UserChange NO_STAFF = UserChange.builder().staff(false).build();
    private static final UserChange STAFF_AGAIN =
            UserChange.builder().staff(true).build();
    private static final List<String> RESERVED = List.of(ApiToken.INTROSPECT, "metrics", "deploy");

    @Test
    void creates_tokenWithAllThatWasGiven() {
        User ann = createUser("ann");
        ApiToken token = ApiToken.builder(newId(), ann.id(), "kc_wxyz")
                .name("deploy")
                .scopes(Set.of("a:read", "b"))
                .build();

        assertThat(apiTokens().create(token, digestOf(token), ann.credentialVersion(), AuditContext.at(now())))
                .isTrue();

        assertThat(apiTokens().find(token.id())).contains(token);
        assertThat(apiTokens().findByDigest(digestOf(token))).contains(token);
    }

    @Test
    void finds_nothingUnknown() {
        assertThat(apiTokens().find(newId())).isEmpty();
        assertThat(apiTokens().findByDigest("unknown")).isEmpty();
    }

    @Test
    void finds_tokenThatHasEnded() {
        ApiToken token = createToken(createUser("ann"));
        apiTokens().end(token.id(), AuditContext.at(now()));

        assertThat(apiTokens().findByDigest(digestOf(token)).orElseThrow().endedAt())
                .isEqualTo(now());
    }

    @Test
    void refuses_tokenForAUserWhoIsGoneInactiveOrHasAnotherPassword() {
        User gone = createUser("gone");
        users().delete(gone.id(), AuditContext.at(now()));
        User inactive = createUser("inactive");
        deactivate(inactive);
        User changed = createUser("changed");
        users().changePassword(changed.id(), changed.credentialVersion(), "another", null, AuditContext.at(now()));

        for (User user : List.of(gone, inactive, changed)) {
            ApiToken own = newToken(user, false);
            ApiToken bySignIn = newToken(user, true);
            assertThat(apiTokens().create(own, digestOf(own), user.credentialVersion(), AuditContext.at(now())))
                    .isFalse();
            assertThat(apiTokens()
                            .createBySignIn(
                                    bySignIn, digestOf(bySignIn), user.credentialVersion(), 5, AuditContext.at(now())))
                    .isFalse();
            assertThat(apiTokens().live(user.id(), now())).isEmpty();
        }
    }

    @Test
    void refuses_reservedScopes_toWhoeverIsStaffNoMore_orInactive_orNeverWas() {
        for (String scope : RESERVED) {
            User staff = createStaff("staff-" + scope);
            assertThat(create(staff, scope, by(staff))).isTrue();
            users().update(staff.id(), NO_STAFF, AuditContext.at(now()));
            assertThat(create(staff, scope, by(staff))).isFalse();
            assertThat(apiTokens().live(staff.id(), now())).isEmpty();

            User robot = createUser("robot-" + scope);
            User inactive = createStaff("inactive-" + scope);
            users().update(inactive.id(), UserChange.ofActive(false), AuditContext.at(now()));
            assertThat(create(robot, scope, by(robot))).isFalse();
            assertThat(create(robot, scope, by(inactive))).isFalse();
        }
    }

    @Test
    void operator_givesAnyoneReservedScopes_whichThenAreFound() {
        for (String scope : RESERVED) {
            User robot = createUser("robot-" + scope);
            ApiToken token = limited(robot, scope);
            assertThat(apiTokens().create(token, digestOf(token), robot.credentialVersion(), AuditContext.at(now())))
                    .isTrue();
            assertThat(apiTokens().findByDigest(digestOf(token))).contains(token);
        }
    }

    @Test
    void demoting_endsTokensWithReservedScopes_andNoOthers() {
        User staff = createStaff("staff");
        ApiToken own = createToken(staff);
        List<ApiToken> given =
                RESERVED.stream().map(scope -> limited(staff, scope)).toList();
        for (ApiToken token : given) {
            apiTokens().create(token, digestOf(token), staff.credentialVersion(), by(staff));
        }

        List<Change> recorded = recordedBy(() -> users().update(staff.id(), NO_STAFF, AuditContext.at(now())));

        assertThat(apiTokens().live(staff.id(), now())).containsExactly(own);
        for (ApiToken token : given) {
            assertThat(recorded).contains(new Change.ApiTokenEnded(token.id()));
        }
    }

    /** Another node may reserve the scope, so it must read the token again. */
    @Test
    void demoting_recordsThatOtherLimitedTokensChanged_butNotThoseOfUsersThemselves() {
        User staff = createStaff("staff");
        ApiToken limited = limited(staff, "read");
        apiTokens().create(limited, digestOf(limited), staff.credentialVersion(), by(staff));

        assertThat(recordedBy(() -> users().update(staff.id(), NO_STAFF, AuditContext.at(now()))))
                .contains(new Change.ApiTokenChanged(limited.id()));
        assertThat(apiTokens().findByDigest(digestOf(limited))).contains(limited);

        users().update(staff.id(), STAFF_AGAIN, AuditContext.at(now()));
        assertThat(recordedBy(() -> users().update(staff.id(), NO_STAFF, AuditContext.at(now()))))
                .doesNotContain(new Change.ApiTokenChanged(limited.id()));
    }

    @Test
    void rotate_ofReservedScopes_isForStaffAndOperators() {
        User robot = createUser("robot");
        ApiToken old = limited(robot, "deploy");
        apiTokens().create(old, digestOf(old), robot.credentialVersion(), AuditContext.at(now()));
        Instant until = now().plus(Duration.ofHours(1));

        ApiToken refused = limited(robot, "deploy");
        assertThat(apiTokens()
                        .rotate(old.id(), refused, digestOf(refused), robot.credentialVersion(), until, by(robot)))
                .isEqualTo(ApiTokenStore.Rotation.NOT_PERMITTED);
        assertThat(apiTokens().live(robot.id(), now())).containsExactly(old);

        ApiToken successor = limited(robot, "deploy");
        assertThat(apiTokens()
                        .rotate(
                                old.id(),
                                successor,
                                digestOf(successor),
                                robot.credentialVersion(),
                                until,
                                AuditContext.at(now())))
                .isEqualTo(ApiTokenStore.Rotation.ROTATED);
        assertThat(apiTokens().findByDigest(digestOf(successor))).contains(successor);
    }

    private User createStaff(String name) {
        return users().create(NewUser.named(name(name), HASH).withRights(true, false), AuditContext.at(now()));
    }

    private AuditContext by(User actor) {
        return AuditContext.at(now()).by(actor.id());
    }

    private ApiToken createTokenForEver(User owner) {
        ApiToken token =
                ApiToken.builder(newId(), owner.id(), "kc_wxyz").name("x").build();
        apiTokens().create(token, digestOf(token), owner.credentialVersion(), AuditContext.at(now()));
        return token;
    }

    private ApiToken limited(User owner, String scope) {
        return ApiToken.builder(newId(), owner.id(), "kc_wxyz")
                .name("service")
                .scopes(Set.of(scope))
                .build();
    }

    private boolean create(User owner, String scope, AuditContext context) {
        ApiToken token = limited(owner, scope);
        return apiTokens().create(token, digestOf(token), owner.credentialVersion(), context);
    }

    @Test
    void createBySignIn_refusedEndsNoOtherToken() {
        User ann = createUser("ann");
        ApiToken kept = signInToken(ann, 1);
        users().changePassword(ann.id(), ann.credentialVersion(), "another", null, AuditContext.at(now()));

        ApiToken refused = newToken(ann, true);
        apiTokens().createBySignIn(refused, digestOf(refused), ann.credentialVersion(), 1, AuditContext.at(now()));

        assertThat(apiTokens().live(ann.id(), now())).containsExactly(kept);
    }

    @Test
    void createBySignIn_endsTheLongestUnusedBeyondTheLimit() {
        User ann = createUser("ann");
        ApiToken oldButUsed = signInToken(ann, 2);
        pass(Duration.ofSeconds(1));
        ApiToken neverUsed = signInToken(ann, 2);
        pass(Duration.ofSeconds(1));
        apiTokens().used(Map.of(oldButUsed.id(), now()));

        List<Change> recorded = recordedBy(() -> signInToken(ann, 2));

        assertThat(recorded).containsExactly(new Change.ApiTokenEnded(neverUsed.id()));
        assertThat(apiTokens().find(neverUsed.id()).orElseThrow().endedAt()).isEqualTo(now());
        assertThat(apiTokens().live(ann.id(), now()))
                .hasSize(2)
                .extracting(ApiToken::id)
                .contains(oldButUsed.id());
    }

    @Test
    void createBySignIn_neverEndsTheNewOne() {
        User ann = createUser("ann");
        ApiToken old = signInToken(ann, 1);
        apiTokens().used(Map.of(old.id(), now().plusSeconds(60)));

        ApiToken latest = signInToken(ann, 1);

        assertThat(apiTokens().live(ann.id(), now())).containsExactly(latest);
    }

    @Test
    void createBySignIn_endsAsManyAsALoweredLimitAsks() {
        User ann = createUser("ann");
        for (int i = 0; i < 4; i++) {
            signInToken(ann, 4);
        }

        signInToken(ann, 2);

        assertThat(apiTokens().live(ann.id(), now())).hasSize(2);
    }

    @Test
    void createBySignIn_leavesOtherKindsAndOtherUsersAlone() {
        User ann = createUser("ann");
        User bob = createUser("bob");
        ApiToken own = createToken(ann);
        ApiToken bobs = signInToken(bob, 1);

        ApiToken bySignIn = signInToken(ann, 1);

        assertThat(apiTokens().live(ann.id(), now())).containsExactlyInAnyOrder(own, bySignIn);
        assertThat(apiTokens().live(bob.id(), now())).containsExactly(bobs);
    }

    @Test
    void createBySignIn_keepsTheLimitUnderARace() throws Exception {
        User ann = createUser("ann");
        try (Race race = new Race(32)) {
            assertThat(race.run(() -> signInToken(ann, 5))).hasSize(32);
        }

        assertThat(apiTokens().live(ann.id(), now())).hasSize(5);
        assertThat(recorded()).hasSize(27).doesNotHaveDuplicates().hasOnlyElementsOfType(Change.ApiTokenEnded.class);
    }

    private ApiToken signInToken(User user, int limit) {
        ApiToken token = newToken(user, true);
        assertThat(apiTokens()
                        .createBySignIn(
                                token, digestOf(token), user.credentialVersion(), limit, AuditContext.at(now())))
                .isTrue();
        return token;
    }

    @Test
    void live_listsTheLiveTokensTheLatestFirst() {
        User ann = createUser("ann");
        ApiToken first = createToken(ann);
        pass(Duration.ofMillis(1));
        ApiToken second = createToken(ann);
        ApiToken ended = createToken(ann);
        apiTokens().end(ended.id(), AuditContext.at(now()));
        createToken(createUser("bob"));

        assertThat(apiTokens().live(ann.id(), now())).containsExactly(second, first);
        assertThat(apiTokens().live(ann.id(), now().plus(Duration.ofDays(1)).minusMillis(1)))
                .containsExactly(second);
    }

    @Test
    void live_listsNoMoreThanTheLatestThousand() {
        User ann = createUser("ann");
        ApiToken first = createToken(ann);
        pass(Duration.ofMillis(1));
        IntStream.range(0, ApiTokenStore.MAX_LISTED).parallel().forEach(i -> createToken(ann));

        assertThat(apiTokens().live(ann.id(), now()))
                .hasSize(ApiTokenStore.MAX_LISTED)
                .doesNotContain(first);
    }

    @Test
    void live_listsTokensThatNeverExpire() {
        User ann = createUser("ann");
        ApiToken forEver = createTokenForEver(ann);

        assertThat(apiTokens().live(ann.id(), now().plus(Duration.ofDays(9999))))
                .containsExactly(forEver);
    }

    @Test
    void ends_tokenOnceAndRecordsIt() {
        ApiToken token = createToken(createUser("ann"));

        List<Change> recorded = recordedBy(() -> {
            assertThat(apiTokens().end(token.id(), AuditContext.at(now()))).isTrue();
            assertThat(apiTokens().end(token.id(), AuditContext.at(now().plusSeconds(1))))
                    .isFalse();
            assertThat(apiTokens().end(newId(), AuditContext.at(now()))).isFalse();
        });

        assertThat(recorded).containsExactly(new Change.ApiTokenEnded(token.id()));
        assertThat(apiTokens().find(token.id()).orElseThrow().endedAt()).isEqualTo(now());
    }

    @Test
    void endOf_endsTheTokenOfItsOwnerOnly() {
        User ann = createUser("ann");
        User bob = createUser("bob");
        ApiToken token = createToken(ann);

        List<Change> recorded =
                recordedBy(() -> assertThat(apiTokens().endOf(bob.id(), token.id(), AuditContext.at(now())))
                        .isFalse());

        assertThat(recorded).isEmpty();
        assertThat(apiTokens().find(token.id())).contains(token);
        assertThat(apiTokens().endOf(ann.id(), token.id(), AuditContext.at(now())))
                .isTrue();
        assertThat(apiTokens().endOf(ann.id(), token.id(), AuditContext.at(now())))
                .isFalse();
        assertThat(recorded()).containsExactly(new Change.ApiTokenEnded(token.id()));
    }

    @Test
    void rotate_storesTheSuccessor_shortensTheOldOne_andRecordsIt() {
        User ann = createUser("ann");
        ApiToken old = createToken(ann);
        ApiToken successor = newToken(ann, false);

        List<Change> recorded =
                recordedBy(() -> assertThat(rotate(old, successor)).isEqualTo(ApiTokenStore.Rotation.ROTATED));

        assertThat(recorded).containsExactly(new Change.ApiTokenChanged(old.id()));
        assertThat(apiTokens().findByDigest(digestOf(successor))).contains(successor);
        assertThat(expiryOf(old)).isEqualTo(now().plus(Duration.ofHours(1)));
    }

    @Test
    void rotate_neverLetsTheOldOneLiveLonger_butEndsOneThatWouldLiveForEver() {
        User ann = createUser("ann");
        ApiToken old = createToken(ann);
        ApiToken forEver = createTokenForEver(ann);
        pass(Duration.ofHours(23).plusMinutes(30));

        assertThat(rotate(old, newToken(ann, false))).isEqualTo(ApiTokenStore.Rotation.ROTATED);
        assertThat(rotate(forEver, newToken(ann, false))).isEqualTo(ApiTokenStore.Rotation.ROTATED);

        assertThat(expiryOf(old)).isEqualTo(old.expiresAt());
        assertThat(expiryOf(forEver)).isEqualTo(now().plus(Duration.ofHours(1)));
    }

    @Test
    void rotate_lets_oneWin_underARace() throws Exception {
        User ann = createUser("ann");
        ApiToken old = createToken(ann);
        try (Race race = new Race(16)) {
            assertThat(race.run(() -> rotate(old, newToken(ann, false))))
                    .containsOnlyOnce(ApiTokenStore.Rotation.ROTATED)
                    .containsOnly(ApiTokenStore.Rotation.ROTATED, ApiTokenStore.Rotation.ALREADY_ROTATED);
        }

        assertThat(apiTokens().live(ann.id(), now())).hasSize(2);
        assertThat(recorded()).containsExactly(new Change.ApiTokenChanged(old.id()));
    }

    @Test
    void rotate_refusesWhatIsNotLive_orAnothers_orUnknown() {
        User ann = createUser("ann");
        User bob = createUser("bob");
        ApiToken ended = createToken(ann);
        apiTokens().end(ended.id(), AuditContext.at(now()));
        ApiToken expired = createToken(ann);
        pass(Duration.ofDays(1));
        ApiToken alive = createToken(ann);

        List<Change> recorded = recordedBy(() -> {
            assertThat(rotate(ended, newToken(ann, false))).isEqualTo(ApiTokenStore.Rotation.NOT_LIVE);
            assertThat(rotate(expired, newToken(ann, false))).isEqualTo(ApiTokenStore.Rotation.NOT_LIVE);
            assertThat(rotate(alive, newToken(bob, false))).isEqualTo(ApiTokenStore.Rotation.NOT_LIVE);
            assertThat(rotate(newToken(ann, false), newToken(ann, false))).isEqualTo(ApiTokenStore.Rotation.NOT_LIVE);
        });

        assertThat(recorded).isEmpty();
        assertThat(apiTokens().live(ann.id(), now())).containsExactly(alive);
        assertThat(apiTokens().live(bob.id(), now())).isEmpty();
    }

    @Test
    void rotate_refusesAUserWhoIsInactive_andChangesNothing() {
        User ann = createUser("ann");
        ApiToken old = createToken(ann);
        deactivate(ann);
        Optional<ApiToken> before = apiTokens().find(old.id());

        assertThat(rotate(old, newToken(ann, false))).isEqualTo(ApiTokenStore.Rotation.REFUSED);

        assertThat(apiTokens().find(old.id())).isEqualTo(before);
    }

    private Instant expiryOf(ApiToken token) {
        return requireNonNull(apiTokens().find(token.id()).orElseThrow().expiresAt());
    }

    @Test
    void used_movesTheTimeForwardsOnly() {
        ApiToken token = createToken(createUser("ann"));
        Instant later = now().plusSeconds(60);

        List<Change> recorded = recordedBy(() -> {
            apiTokens().used(Map.of(token.id(), later));
            apiTokens().used(Map.of(token.id(), now()));
        });

        assertThat(apiTokens().find(token.id()).orElseThrow().lastUsedAt()).isEqualTo(later);
        assertThat(recorded).isEmpty();
    }

    @Test
    void used_skipsTheUnknownAndTheEnded() {
        User ann = createUser("ann");
        ApiToken ended = createToken(ann);
        ApiToken alive = createToken(ann);
        apiTokens().end(ended.id(), AuditContext.at(now()));

        apiTokens().used(Map.of(newId(), now(), ended.id(), now(), alive.id(), now()));

        assertThat(apiTokens().find(ended.id()).orElseThrow().lastUsedAt()).isNull();
        assertThat(apiTokens().find(ended.id()).orElseThrow().endedAt()).isNotNull();
        assertThat(apiTokens().find(alive.id()).orElseThrow().lastUsedAt()).isEqualTo(now());
    }

    @Test
    void listLive_givesEveryonesOrOneUsersInPages_withoutEndedAndExpiredOnes() {
        User ann = createUser("ann");
        User bob = createUser("bob");
        ApiToken first = createToken(ann);
        pass(Duration.ofMillis(1));
        ApiToken bobs = createToken(bob);
        pass(Duration.ofMillis(1));
        ApiToken ended = createToken(ann);
        apiTokens().end(ended.id(), AuditContext.at(now()));

        assertThat(apiTokens().listLive(null, now(), TimePageRequest.latest(1)))
                .isEqualTo(new Page<>(List.of(bobs), false, true));
        assertThat(apiTokens().listLive(null, now(), new TimePageRequest(bobs.id(), true, 1)))
                .isEqualTo(new Page<>(List.of(first), true, false));
        assertThat(apiTokens()
                        .listLive(ann.id(), now(), TimePageRequest.latest(10))
                        .items())
                .containsExactly(first);
        pass(Duration.ofDays(1).minusMillis(2));
        assertThat(apiTokens().listLive(null, now(), TimePageRequest.latest(10)).items())
                .containsExactly(bobs);
    }

    @Test
    void forgetEnded_forgetsWhatEndedOrExpiredBefore_andNothingElse() {
        User ann = createUser("ann");
        ApiToken expired = createToken(ann);
        ApiToken ended = createToken(ann);
        ApiToken forEver = ApiToken.builder(newId(), ann.id(), "kc_abcd").build();
        apiTokens().create(forEver, digestOf(forEver), ann.credentialVersion(), AuditContext.at(now()));
        apiTokens().end(ended.id(), AuditContext.at(now()));
        pass(Duration.ofDays(100));
        ApiToken young = createToken(ann);
        apiTokens().end(young.id(), AuditContext.at(now()));

        PurgeStep sweep = apiTokens().purgeEnded(now().minus(Duration.ofDays(90)), null, 100);

        assertThat(sweep).isEqualTo(new PurgeStep(2, null));
        assertThat(apiTokens().find(expired.id())).isEmpty();
        assertThat(apiTokens().findByDigest(digestOf(ended))).isEmpty();
        assertThat(apiTokens().find(forEver.id())).isPresent();
        assertThat(apiTokens().find(young.id())).isPresent();
    }

    @Test
    void forgetEnded_goesOnAfterWhereItCameTo() {
        User ann = createUser("ann");
        for (int i = 0; i < 5; i++) {
            createToken(ann);
            pass(Duration.ofMillis(1));
        }
        pass(Duration.ofDays(100));

        PurgeStep first = apiTokens().purgeEnded(now(), null, 3);
        PurgeStep second = apiTokens().purgeEnded(now(), first.reached(), 3);

        assertThat(first.purged()).isEqualTo(3);
        assertThat(second).isEqualTo(new PurgeStep(2, null));
    }
}
