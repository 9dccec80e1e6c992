package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Digest;
import dev.keycard.key.JwtConfig;
import dev.keycard.login.EndReason;
import dev.keycard.login.Exchange.Exchanged;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.login.LoginStore;
import dev.keycard.login.LoginStore.Seen;
import dev.keycard.login.LoginStore.Start;
import dev.keycard.login.Redemption;
import dev.keycard.login.RefreshRules;
import dev.keycard.login.RefreshRules.Presented;
import dev.keycard.login.Rotation;
import dev.keycard.revocation.Change;
import dev.keycard.store.Page;
import dev.keycard.store.TimePageRequest;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link LoginStore}. The test of a store extends this class and opens the stores. */
public abstract class LoginStoreContract extends StoreContract {

    private static final String SECRET = "the-secret-of-a-session";

    @Test
    void starts_loginWithAllThatWasGiven() {
        User ann = createUser("ann");
        Login login = newLogin(ann, LoginKind.TOKENS);

        assertThat(logins().start(login, ann.credentialVersion(), null, AuditContext.at(now())))
                .isEqualTo(new Start.Started());
        assertThat(logins().find(login.id())).contains(login);
    }

    @Test
    void starts_sessionThatIsFoundByItsDigest() {
        Login session = startSession(createUser("ann"), SECRET);

        assertThat(logins().findSession(Digest.ofSecret(SECRET))).contains(session);
        assertThat(logins().findSession(Digest.ofSecret("another"))).isEmpty();
    }

    @Test
    void finds_sessionThatHasEnded() {
        Login session = startSession(createUser("ann"), SECRET);
        logins().end(session.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));

        Login found = logins().findSession(Digest.ofSecret(SECRET)).orElseThrow();

        assertThat(found.endedAt()).isEqualTo(now());
        assertThat(found.endReason()).isEqualTo(EndReason.SIGNED_OUT);
    }

    @Test
    void finds_nothingForAnUnknownId() {
        assertThat(logins().find(newId())).isEmpty();
    }

    @Test
    void refuses_toStartForAUserWhoIsGone() {
        User ann = createUser("ann");
        Login login = newLogin(ann, LoginKind.TOKENS);
        users().delete(ann.id(), AuditContext.at(now()));

        assertRefused(ann, login);
    }

    private void assertRefused(User user, Login login) {
        assertThat(logins().start(login, user.credentialVersion(), null, AuditContext.at(now())))
                .isEqualTo(new Start.Refused());
        assertThat(logins().find(login.id())).isEmpty();
    }

    @Test
    void refuses_toStartForAnInactiveUser() {
        User ann = createUser("ann");
        deactivate(ann);
        pass(Duration.ofSeconds(1));

        assertThat(logins().start(
                                newLogin(ann, LoginKind.TOKENS), ann.credentialVersion(), null, AuditContext.at(now())))
                .isEqualTo(new Start.Refused());
    }

    @Test
    void refuses_toStartUnderAnOldPassword() {
        User ann = createUser("ann");
        users().changePassword(ann.id(), ann.credentialVersion(), "another", null, AuditContext.at(now()));
        pass(Duration.ofSeconds(1));
        assertRefused(ann, newLogin(ann, LoginKind.TOKENS));
    }

    @Test
    void tooEarly_inTheMillisecondInWhichAllEnded() {
        User ann = createUser("ann");
        logins().endAll(ann.id(), EndReason.SIGNED_OUT_EVERYWHERE, AuditContext.at(now()));
        Login sameMoment = newLogin(ann, LoginKind.TOKENS);

        assertThat(logins().start(sameMoment, ann.credentialVersion(), null, AuditContext.at(now())))
                .isEqualTo(new Start.TooEarly(now()));
        assertThat(logins().find(sameMoment.id())).isEmpty();

        pass(Duration.ofMillis(1));
        assertThat(reread(startLogin(ann)).isLive(now())).isTrue();
    }

    @Test
    void rotates_oneGenerationOn() {
        Login login = startLogin(createUser("ann"));
        pass(Duration.ofSeconds(5));
        Instant idle = now().plus(Duration.ofDays(2));

        Optional<Login> rotated = rotate(login.id(), 0, now(), idle);

        assertThat(rotated).contains(next(login, now(), idle));
        assertThat(reread(login)).isEqualTo(rotated.orElseThrow());
    }

    @Test
    void refuses_toRotateAnotherGenerationThanTheCurrentOne() {
        Login login = startLogin(createUser("ann"));
        Instant idle = now().plusSeconds(60);
        rotate(login.id(), 0, now(), idle);

        assertThat(rotate(login.id(), 0, now(), idle)).isEmpty();
        assertThat(rotate(login.id(), 2, now(), idle)).isEmpty();
        assertThat(reread(login).generation()).isEqualTo(1);
    }

    @Test
    void refuses_toRotateWhatIsUnknownEndedOrExpired() {
        Login login = startLogin(createUser("ann"));
        Login expired = startLogin(createUser("bob"));
        logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        Instant idle = expired.expiresAt().plusSeconds(60);

        assertThat(rotate(newId(), 0, now(), idle)).isEmpty();
        assertThat(rotate(login.id(), 0, now(), idle)).isEmpty();
        assertThat(rotate(expired.id(), 0, expired.expiresAt(), idle)).isEmpty();
    }

    @Test
    void rotate_hasExactlyOneWinnerPerGeneration() throws Exception {
        Login login = startLogin(createUser("ann"));
        Instant idle = login.expiresAt();
        try (Race race = new Race(64)) {
            for (int round = 0; round < 200; round++) {
                long generation = round;
                List<Optional<Login>> outcomes = race.run(() -> rotate(login.id(), generation, now(), idle));

                assertThat(outcomes).filteredOn(Optional::isPresent).hasSize(1);
                assertThat(reread(login).generation()).isEqualTo(generation + 1);
            }
        }
    }

    @Test
    void end_racedWithRotateLeavesTheLoginEnded() throws Exception {
        User ann = createUser("ann");
        try (Race race = new Race(8)) {
            for (int round = 0; round < 20; round++) {
                Login login = startLogin(ann);
                race.run(i -> i == 0
                        ? () -> logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(now()))
                        : () -> rotate(login.id(), 0, now(), login.expiresAt()).isPresent());

                assertThat(reread(login).endReason()).isEqualTo(EndReason.SIGNED_OUT);
                assertThat(rotate(login.id(), reread(login).generation(), now(), login.expiresAt()))
                        .isEmpty();
            }
        }
    }

    @Test
    void live_listsTheLiveLoginsTheLatestFirst() {
        User ann = createUser("ann");
        Login first = startLogin(ann);
        pass(Duration.ofMillis(1));
        Login second = startLogin(ann);
        Login ended = startLogin(ann);
        logins().end(ended.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        startLogin(createUser("bob"));

        assertThat(logins().live(ann.id(), now())).containsExactly(second, first);
        assertThat(logins().live(ann.id(), first.expiresAt())).containsExactly(second);
    }

    @Test
    void live_listsNoMoreThanTheLatestThousand() {
        User ann = createUser("ann");
        Login first = startLogin(ann);
        pass(Duration.ofMillis(1));
        IntStream.range(0, LoginStore.MAX_LISTED).parallel().forEach(i -> startLogin(ann));

        assertThat(logins().live(ann.id(), now()))
                .hasSize(LoginStore.MAX_LISTED)
                .doesNotContain(first);
    }

    @Test
    void seen_movesTheSightingAndTheIdleLimit() {
        Login session = startSession(createUser("ann"), SECRET);
        Instant at = now().plusSeconds(60);
        Instant idle = session.expiresAt().plusSeconds(60);

        List<Change> recorded = recordedBy(() -> logins().seen(Map.of(session.id(), new Seen(at, idle))));

        assertThat(reread(session).lastSeenAt()).isEqualTo(at);
        assertThat(reread(session).expiresAt()).isEqualTo(idle);
        assertThat(recorded).isEmpty();
    }

    @Test
    void seen_movesNoTimeBackwards() {
        Login session = startSession(createUser("ann"), SECRET);

        logins().seen(Map.of(session.id(), new Seen(now().minusSeconds(9), now())));

        assertThat(reread(session)).isEqualTo(session);
    }

    @Test
    void seen_skipsTheUnknownAndTheEnded() {
        User ann = createUser("ann");
        Login ended = startSession(ann, SECRET);
        Login alive = startSession(ann, "another");
        logins().end(ended.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        Login asItEnded = reread(ended);
        Instant later = now().plusSeconds(60);
        Seen seen = new Seen(later, alive.expiresAt().plusSeconds(60));

        logins().seen(Map.of(ended.id(), seen, newId(), seen, alive.id(), seen));

        assertThat(reread(ended)).isEqualTo(asItEnded);
        assertThat(reread(alive).lastSeenAt()).isEqualTo(later);
    }

    @Test
    void seen_ofNothingDoesNothing() {
        assertThat(recordedBy(() -> logins().seen(Map.of()))).isEmpty();
    }

    @Test
    void listLive_givesEveryonesOrOneUsersInPages_withoutEndedAndExpiredOnes() {
        User ann = createUser("ann");
        User bob = createUser("bob");
        Login first = startLogin(ann);
        pass(Duration.ofMillis(1));
        Login bobs = startLogin(bob);
        pass(Duration.ofMillis(1));
        Login ended = startLogin(ann);
        logins().end(ended.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        pass(Duration.ofMillis(1));
        Login last = startLogin(ann);

        assertThat(logins().listLive(null, now(), TimePageRequest.latest(2)))
                .isEqualTo(new Page<>(List.of(bobs, last), false, true));
        assertThat(logins().listLive(null, now(), new TimePageRequest(bobs.id(), true, 2)))
                .isEqualTo(new Page<>(List.of(first), true, false));
        assertThat(logins().listLive(null, now(), new TimePageRequest(first.id(), false, 1)))
                .isEqualTo(new Page<>(List.of(bobs), true, true));
        assertThat(logins().listLive(ann.id(), now(), TimePageRequest.latest(10))
                        .items())
                .containsExactly(first, last);
        assertThat(logins().listLive(null, first.expiresAt(), TimePageRequest.latest(10))
                        .items())
                .containsExactly(bobs, last);
    }

    @Test
    void redeem_keepsWhatTheRuleCounted() {
        Login login = startLogin(createUser("ann"));
        Rotation counted = new Rotation(0, now(), "who", 7, 2, 5);

        Optional<Redemption> done = logins().redeem(
                        login.id(),
                        found -> new Redemption.Repeated(
                                with(found, counted, found.lastSeenAt(), found.expiresAt()), false),
                        AuditContext.at(now()));

        assertThat(done).isPresent();
        assertThat(reread(login)).isEqualTo(with(login, counted, login.lastSeenAt(), login.expiresAt()));
    }

    @Test
    void redeem_endsAReusedLogin_andRecordsIt() {
        Login login = startLogin(createUser("ann"));

        List<Change> recorded =
                recordedBy(() -> logins().redeem(login.id(), Redemption.Reused::new, AuditContext.at(now())));

        assertThat(reread(login).endReason()).isEqualTo(EndReason.REFRESH_REUSED);
        assertThat(reread(login).endedAt()).isEqualTo(now());
        assertThat(recorded).containsExactly(new Change.LoginEnded(login.id()));
    }

    @Test
    void redeem_changesNothingThatIsRefused_andKnowsNoUnknownLogin() {
        Login login = startLogin(createUser("ann"));

        List<Change> recorded =
                recordedBy(() -> logins().redeem(login.id(), Redemption.Refused::new, AuditContext.at(now())));

        assertThat(reread(login)).isEqualTo(login);
        assertThat(recorded).isEmpty();
        assertThat(logins().redeem(newId(), Redemption.Reused::new, AuditContext.at(now())))
                .isEmpty();
    }

    /**
     * One client with many tabs: one of them begins the next generation, thirty get the same one, and the next one is refused.
     */
    @Test
    void redeem_racedByOneClient_keepsItsLimit() throws Exception {
        RefreshRules rules = new RefreshRules(JwtConfig.defaults());
        User ann = createUser("ann");
        try (Race race = new Race(48)) {
            for (int round = 0; round < 10; round++) {
                Login login = startLogin(ann);
                List<Redemption> outcomes = race.run(i -> () -> redeem(rules, login, "owner"));

                assertThat(outcomes.stream().filter(Redemption.Rotated.class::isInstance))
                        .hasSize(1);
                assertThat(outcomes.stream().filter(Redemption.Repeated.class::isInstance))
                        .hasSize(30);
                assertThat(outcomes.stream().filter(Redemption.Reused.class::isInstance))
                        .hasSize(1);
                assertThat(reread(login).generation()).isEqualTo(1);
                assertThat(reread(login).endReason()).isEqualTo(EndReason.REFRESH_REUSED);
            }
        }
    }

    /** The owner's tabs and a thief at once: others get the successor at most three times, and nobody gets a second chain. */
    @Test
    void redeem_racedFromManyPlaces_keepsTheLimitOfOthers() throws Exception {
        RefreshRules rules = new RefreshRules(JwtConfig.defaults());
        User ann = createUser("ann");
        try (Race race = new Race(24)) {
            for (int round = 0; round < 20; round++) {
                Login login = startLogin(ann);
                List<Redemption> outcomes = race.run(i -> () -> redeem(rules, login, "client-" + i % 12));

                assertThat(outcomes.stream().filter(Redemption.Rotated.class::isInstance))
                        .hasSize(1);
                assertThat(outcomes.stream().filter(LoginStoreContract::isToAnother))
                        .hasSizeLessThanOrEqualTo(3);
                assertThat(outcomes.stream().filter(Redemption.Reused.class::isInstance))
                        .hasSize(1);
                assertThat(reread(login).generation()).isEqualTo(1);
                assertThat(reread(login).endedAt()).isNotNull();
            }
        }
    }

    @Test
    void exchange_beginsTheNextGeneration_andGivesTheUserAsStored() {
        RefreshRules rules = new RefreshRules(JwtConfig.defaults());
        Login login = startLogin(createUser("ann"));
        pass(Duration.ofMinutes(5));
        Presented presented = new Presented(0, "phone", false, now());

        Exchanged done = exchange(rules, login, presented).orElseThrow();

        assertThat(done.login())
                .isEqualTo(rules.decide(login, presented).login())
                .isEqualTo(reread(login));
        assertThat(done.user()).isEqualTo(users().find(login.userId()).orElseThrow());
        assertThat(exchange(rules, login, presented)).isEmpty();
    }

    /** Each row and each token: an exchange in one step is what the rules would have decided. */
    @Test
    void exchange_neverDoesWhatTheRulesWouldNot() {
        RefreshRules rules = new RefreshRules(JwtConfig.defaults());
        User ann = createUser("ann");
        User bob = createUser("bob");
        Duration idle = JwtConfig.defaults().issuing().refreshLifetime();
        Random random = new Random(5);
        int made = 0;
        for (int i = 0; i < 300; i++) {
            Login login = startLogin(ann);
            pass(Duration.ofMillis(random.nextInt(12_000)));
            Login present = moved(login, random, idle);
            Presented presented = new Presented(
                    present.generation() + random.nextInt(3) - 1,
                    random.nextBoolean() ? "redeemer" : "phone",
                    random.nextBoolean(),
                    now().plus(random.nextInt(4) == 0 ? idle.minusMillis(6_000) : Duration.ZERO));
            boolean strange = random.nextInt(8) == 0;

            Optional<Exchanged> done = exchange(rules, strange ? withUser(present, bob) : present, presented);

            Redemption decided = rules.decide(present, presented);
            if (done.isPresent()) {
                made++;
                assertThat(strange).isFalse();
                assertThat(decided).isEqualTo(new Redemption.Rotated(done.get().login()));
            } else {
                assertThat(reread(login)).isEqualTo(present);
                assertThat(strange || presented.shared() || !(decided instanceof Redemption.Rotated))
                        .isTrue();
            }
        }
        assertThat(made).isBetween(30, 270);
    }

    /** The login after some generations, or ended, or about to expire. */
    private Login moved(Login login, Random random, Duration idle) {
        Rotation rotation = new Rotation(
                1 + random.nextInt(3),
                now().minusMillis(random.nextInt(8_000)),
                "redeemer",
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(256));
        Login present = with(login, rotation, now(), now().plus(random.nextInt(6) == 0 ? Duration.ZERO : idle));
        logins().redeem(login.id(), found -> new Redemption.Rotated(present), AuditContext.at(now()));
        if (random.nextInt(6) == 0) {
            logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        }
        return reread(login);
    }

    private static Login withUser(Login login, User user) {
        return Login.builder(login.id(), user.id(), login.kind(), login.authentication())
                .rotation(login.rotation())
                .expiresAt(login.expiresAt())
                .build();
    }

    @Test
    void exchange_isRefusedToASession_andToAnUnknownLogin() {
        RefreshRules rules = new RefreshRules(JwtConfig.defaults());
        Login session = startSession(createUser("ann"), SECRET);
        pass(Duration.ofMinutes(5));
        Presented presented = new Presented(0, "phone", false, now());

        assertThat(exchange(rules, session, presented)).isEmpty();
        assertThat(reread(session)).isEqualTo(session);
        assertThat(logins().exchange(rules.usual(newId(), session.userId(), presented)
                        .orElseThrow()))
                .isEmpty();
    }

    @Test
    void exchange_isRefused_whenTheUserIsDeactivatedOrDeleted() {
        RefreshRules rules = new RefreshRules(JwtConfig.defaults());
        User ann = createUser("ann");
        User bob = createUser("bob");
        Login anns = startLogin(ann);
        Login bobs = startLogin(bob);
        deactivate(ann);
        users().delete(bob.id(), AuditContext.at(now()));
        pass(Duration.ofMinutes(5));
        Presented presented = new Presented(0, "phone", false, now());

        assertThat(exchange(rules, anns, presented)).isEmpty();
        assertThat(exchange(rules, bobs, presented)).isEmpty();
    }

    @Test
    void exchange_racedByManyAndByTheEnd_hasOneWinner_andTheEndStays() throws Exception {
        RefreshRules rules = new RefreshRules(JwtConfig.defaults());
        User ann = createUser("ann");
        try (Race race = new Race(16)) {
            for (int round = 0; round < 30; round++) {
                Login login = startLogin(ann);
                Presented presented = new Presented(0, "phone", false, now());
                List<Boolean> outcomes = race.run(i -> i == 0
                        ? () -> logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(now()))
                        : () -> exchange(rules, login, presented).isPresent());

                assertThat(outcomes.get(0)).isTrue();
                assertThat(outcomes.subList(1, 16).stream().filter(won -> won)).hasSizeLessThanOrEqualTo(1);
                assertThat(reread(login).endReason()).isEqualTo(EndReason.SIGNED_OUT);
                assertThat(exchange(
                                rules,
                                reread(login),
                                new Presented(reread(login).generation(), "x", false, now())))
                        .isEmpty();
            }
        }
    }

    @Test
    void exchange_racedWithDecisionsInTransactions_keepsEveryLimit() throws Exception {
        RefreshRules rules = new RefreshRules(JwtConfig.defaults());
        User ann = createUser("ann");
        try (Race race = new Race(32)) {
            for (int round = 0; round < 20; round++) {
                Login login = startLogin(ann);
                List<Boolean> rotated = race.run(i -> () -> i % 2 == 0
                        ? exchange(rules, login, new Presented(0, "owner", false, now()))
                                .isPresent()
                        : redeem(rules, login, "owner") instanceof Redemption.Rotated);

                assertThat(rotated.stream().filter(won -> won)).hasSize(1);
                assertThat(reread(login).generation()).isEqualTo(1);
                assertThat(reread(login).endedAt()).isNull();
            }
        }
    }

    private Optional<Exchanged> exchange(RefreshRules rules, Login login, Presented presented) {
        return rules.usual(login.id(), login.userId(), presented).flatMap(logins()::exchange);
    }

    private static boolean isToAnother(Redemption outcome) {
        return outcome instanceof Redemption.Repeated repeated && !repeated.sameClient();
    }

    private Redemption redeem(RefreshRules rules, Login login, String client) {
        var presented = new RefreshRules.Presented(0, client, false, now());
        return logins().redeem(login.id(), found -> rules.decide(found, presented), AuditContext.at(now()))
                .orElseThrow();
    }
}
