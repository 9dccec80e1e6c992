package dev.keycard.web;

import static dev.keycard.support.Refusals.assertRefused;
import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.crypto.Entropy;
import dev.keycard.gate.Admitted;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.http.TestRequest;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwtError;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Clients;
import dev.keycard.route.Route;
import dev.keycard.support.HandClock;
import dev.keycard.throttle.Count;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.throttle.Rate;
import dev.keycard.throttle.WriteRates;
import dev.keycard.web.refusal.CountingMetrics;
import dev.keycard.web.refusal.CredentialRefusals;
import dev.keycard.web.refusal.GateRefusals;
import dev.keycard.web.throttle.RequestRates;
import dev.keycard.web.throttle.RequestThrottle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Outcome NOT_MINE = Outcome.NotAttempted.NOT_ATTEMPTED;
    private static final Outcome REFUSED =
            new Outcome.Refused(new ApiError(ErrorCode.TOKEN_NOT_VALID), JwtError.BAD_SIGNATURE);
    private static final Principal ALICE = new AuthenticatedPrincipal(user(1), new Credential.Basic());
    private static final Outcome IS_ALICE = new Outcome.Authenticated((AuthenticatedPrincipal) ALICE);
    private static final TestRequest PLAIN = TestRequest.get("/");
    private static final TestRequest WITH_HEADER = PLAIN.with("Authorization", "Bearer x");
    private static final Route PROTECTED = route(Permissions.IS_AUTHENTICATED);
    private static final Route FOR_ALL = route(Permissions.ALLOW_ANY);

    private final List<String> asked = new ArrayList<>();
    private final List<AuthEvent.Observation> noted = new ArrayList<>();
    private final HandClock clock = new HandClock();
    private final CountingMetrics metrics = new CountingMetrics();

    @Test
    void asksInOrder_untilOneKnowsTheCredential() {
        Gate gate = gate(header("first", NOT_MINE), header("second", IS_ALICE), header("third", REFUSED));

        assertThat(gate.pass(WITH_HEADER, PROTECTED).principal()).isSameAs(ALICE);
        assertThat(asked).containsExactly("first", "second");
    }

    @Test
    void refusal_isFinal() {
        Gate gate = gate(header("first", REFUSED), header("second", IS_ALICE), cookie("cookie", IS_ALICE));

        assertRefused(ErrorCode.TOKEN_NOT_VALID, () -> gate.pass(WITH_HEADER, FOR_ALL));
        assertThat(asked).containsExactly("first");
    }

    @Test
    void header_decidesAlone_whateverItHolds() {
        Gate gate = gate(header("header", NOT_MINE), cookie("cookie", IS_ALICE));

        assertRefused(ErrorCode.NOT_AUTHENTICATED, () -> gate.pass(WITH_HEADER, PROTECTED));
        assertRefused(ErrorCode.NOT_AUTHENTICATED, () -> gate.pass(PLAIN.with("Authorization", ""), PROTECTED));
        assertThat(asked).containsExactly("header", "header");
    }

    @Test
    void cookie_isLookedAt_withoutHeaderOnly() {
        Gate gate = gate(header("header", REFUSED), cookie("cookie", IS_ALICE));

        assertThat(gate.pass(PLAIN, PROTECTED).principal()).isSameAs(ALICE);
        assertThat(asked).containsExactly("cookie");
    }

    @Test
    void refuses_twoHeaders_withoutAskingAnyone() {
        Gate gate = gate(header("header", IS_ALICE), cookie("cookie", IS_ALICE));

        assertRefused(
                ErrorCode.BAD_AUTHORIZATION_HEADER,
                () -> gate.pass(WITH_HEADER.with("authorization", "Bearer x"), FOR_ALL));
        assertThat(asked).isEmpty();
    }

    @Test
    void refuses_nobody_where401MeansSignIn_andAlice_where403MeansYouMayNot() {
        Gate gate = gate(header("header", IS_ALICE), cookie("cookie", NOT_MINE));
        Route staff = route(Permissions.IS_ADMIN_USER);

        assertRefused(ErrorCode.NOT_AUTHENTICATED, () -> gate.pass(PLAIN, staff));
        assertRefused(ErrorCode.PERMISSION_DENIED, () -> gate.pass(WITH_HEADER, staff));
    }

    @Test
    void letsNobodyThrough_wherePermissionAllows() {
        assertThat(gate(cookie("cookie", NOT_MINE)).pass(PLAIN, FOR_ALL).principal())
                .isEqualTo(Anonymous.ANONYMOUS);
    }

    @Test
    void permission_isAskedWithTheRequestAndThePrincipal() {
        Permission onlyAliceHere = (request, principal) -> request.equals(WITH_HEADER) && principal.equals(ALICE);

        assertThat(gate(header("header", IS_ALICE))
                        .pass(WITH_HEADER, route(onlyAliceHere))
                        .principal())
                .isSameAs(ALICE);
    }

    @Test
    void refuses_whatDependsOnAnObject_unlessTheRouteChecksObjects() {
        Gate gate = gate(header("header", IS_ALICE));
        Route unchecked = route(Permission.ofObject(String.class, (request, principal, object) -> true));

        assertRefused(ErrorCode.PERMISSION_DENIED, () -> gate.pass(WITH_HEADER, unchecked));
        assertThat(gate.pass(WITH_HEADER, unchecked.checkingObjects()).principal())
                .isSameAs(ALICE);
    }

    @Test
    void ignoredCredentials_areNotLookedAt_butRequestsAreCounted() {
        Gate gate = throttled(header("header", REFUSED));
        Route open = Route.open("r", "GET", "/", Route.Where.WORKER, call -> Response.noContent());

        assertThat(gate.pass(WITH_HEADER, open).principal()).isEqualTo(Anonymous.ANONYMOUS);
        assertThat(asked).isEmpty();
        assertRefused(ErrorCode.THROTTLED, () -> gate.pass(WITH_HEADER, open));
    }

    @Test
    void exemptRoutes_areNeitherCheckedNorCounted() {
        Gate gate = throttled(header("header", REFUSED));
        Route exempt = Route.exempt("r", "/", Route.Where.WORKER, call -> Response.noContent());

        for (int i = 0; i < 10; i++) {
            assertThat(gate.pass(WITH_HEADER, exempt).principal()).isEqualTo(Anonymous.ANONYMOUS);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void whoIsNotPermitted_isNotCounted() {
        Gate gate = throttled(header("header", IS_ALICE));
        for (int i = 0; i < 10; i++) {
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> gate.pass(WITH_HEADER, route(Permissions.IS_ADMIN_USER)));
        }

        assertThat(gate.pass(WITH_HEADER, PROTECTED).principal()).isSameAs(ALICE);
        assertRefused(ErrorCode.THROTTLED, () -> gate.pass(WITH_HEADER, PROTECTED));
    }

    @Test
    void fromMemory_walksTheWholeWayOrNotAtAll() {
        Gate knows = throttled(new Known("header", true, Optional.of(IS_ALICE), IS_ALICE, asked));
        Gate cannotTell = throttled(new Known("header", true, Optional.empty(), IS_ALICE, asked));

        assertThat(knows.passFromMemory(WITH_HEADER, PROTECTED))
                .map(Admitted::principal)
                .containsSame(ALICE);
        assertRefused(ErrorCode.THROTTLED, () -> knows.passFromMemory(WITH_HEADER, PROTECTED));

        for (int i = 0; i < 10; i++) {
            assertThat(cannotTell.passFromMemory(WITH_HEADER, PROTECTED)).isEmpty();
        }
        assertThat(cannotTell.pass(WITH_HEADER, PROTECTED).principal()).isSameAs(ALICE);
    }

    /** Counters that other nodes share may wait for a network, so an event loop never calls them. */
    @Test
    void fromMemory_countsNothing_ifTheCountersAreShared() {
        OnWorkersOnly counters = new OnWorkersOnly();
        RequestRates rates = RequestRates.builder()
                .anon(new Rate(100, Duration.ofMinutes(1)))
                .scopes(Map.of("counted", new Rate(100, Duration.ofMinutes(1))))
                .build();
        RequestThrottle throttle = new RequestThrottle(rates, WriteRates.defaults(), counters);
        Gate alice = of(throttle, header("header", IS_ALICE));
        Gate refusing = of(throttle, header("header", REFUSED));
        Gate unread = of(throttle, header("header", NOT_MINE));
        TestRequest twice = WITH_HEADER.with("authorization", "Bearer x");
        Route write = Route.guarded("w", "POST", "/", Permissions.IS_AUTHENTICATED, call -> Response.noContent());
        Route counted =
                Route.guarded("counted", "GET", "/", Permissions.IS_AUTHENTICATED, call -> Response.noContent());

        assertThat(alice.passFromMemory(WITH_HEADER, PROTECTED)).as("no rate").isPresent();
        assertThat(alice.passFromMemory(WITH_HEADER, write)).isEmpty();
        assertThat(alice.passFromMemory(WITH_HEADER, counted)).isEmpty();
        assertThat(alice.passFromMemory(PLAIN, FOR_ALL)).as("anonymous").isEmpty();
        assertThat(refusing.passFromMemory(WITH_HEADER, FOR_ALL)).isEmpty();
        assertThat(refusing.passFromMemory(twice, FOR_ALL)).isEmpty();
        assertThat(unread.passFromMemory(WITH_HEADER, FOR_ALL)).isEmpty();
        assertThat(metrics.counts())
                .as("refusals are recorded once, by the worker")
                .isEmpty();
        assertThat(counters.taken).isZero();

        counters.onWorker = true;
        assertThat(alice.pass(WITH_HEADER, write).principal()).isSameAs(ALICE);
        assertRefused(ErrorCode.TOKEN_NOT_VALID, () -> refusing.pass(WITH_HEADER, FOR_ALL));
        assertRefused(ErrorCode.BAD_AUTHORIZATION_HEADER, () -> refusing.pass(twice, FOR_ALL));
        unread.pass(WITH_HEADER, FOR_ALL);
        assertThat(counters.taken).isEqualTo(5);
        assertThat(metrics.counts()).hasSize(3);
    }

    @Test
    void fromMemory_refusesWhatIsNotCounted_alsoIfTheCountersAreShared() {
        RequestThrottle throttle =
                new RequestThrottle(RequestRates.defaults(), WriteRates.defaults(), new OnWorkersOnly());
        Gate refusing = of(throttle, header("header", REFUSED));

        assertRefused(ErrorCode.TOKEN_NOT_VALID, () -> refusing.passFromMemory(WITH_HEADER, FOR_ALL));
        assertRefused(ErrorCode.NOT_AUTHENTICATED, () -> refusing.passFromMemory(PLAIN, PROTECTED));
    }

    @Test
    void fromMemory_asksNobodyElse_whenOneCannotTell() {
        Gate gate = gate(new Known("first", true, Optional.empty(), NOT_MINE, asked), header("second", IS_ALICE));

        assertThat(gate.passFromMemory(WITH_HEADER, PROTECTED)).isEmpty();
        assertThat(asked).containsExactly("first");
    }

    @Test
    void notes_refusalAtADoorOfStaff_ofWhomIsSignedIn() {
        Route staff = route(Permissions.IS_ADMIN_USER.and(Permissions.IS_AUTHENTICATED));

        assertRefused(
                ErrorCode.PERMISSION_DENIED,
                () -> gate(header("header", IS_ALICE)).pass(WITH_HEADER, staff));
        assertRefused(ErrorCode.NOT_AUTHENTICATED, () -> gate().pass(PLAIN, staff));
        assertRefused(
                ErrorCode.PERMISSION_DENIED,
                () -> gate(header("header", IS_ALICE)).pass(WITH_HEADER, route((request, principal) -> false)));

        assertThat(noted)
                .singleElement()
                .isEqualTo(new AuthEvent.PermissionRefused(
                        AuditContext.of(Clients.of(WITH_HEADER), HandClock.START)
                                .by(UserId.of(1)),
                        UserId.of(1),
                        "r",
                        "GET"));
    }

    private Authenticator header(String name, Outcome outcome) {
        return new Known(name, true, Optional.of(outcome), outcome, asked);
    }

    private Authenticator cookie(String name, Outcome outcome) {
        return new Known(name, false, Optional.of(outcome), outcome, asked);
    }

    private Gate gate(Authenticator... authenticators) {
        return gate(null, authenticators);
    }

    private Gate throttled(Authenticator... authenticators) {
        return gate(new Rate(1, Duration.ofMinutes(1)), authenticators);
    }

    @Test
    void counts_whyACredentialWasRefused_bySchemeAndReason() {
        Gate gate = gate(header("first", REFUSED));
        assertRefused(ErrorCode.TOKEN_NOT_VALID, () -> gate.pass(WITH_HEADER, FOR_ALL));
        assertRefused(
                ErrorCode.BAD_AUTHORIZATION_HEADER, () -> gate.pass(WITH_HEADER.with("Authorization", "b"), FOR_ALL));
        TestRequest second = PLAIN.withQuery("access_token=x").with("Authorization", "Bearer x");
        assertRefused(ErrorCode.INVALID, () -> gate.pass(second, FOR_ALL));

        assertThat(metrics.counts())
                .containsEntry("first bad_signature", 1L)
                .containsEntry("none ambiguous", 2L)
                .hasSize(2);
    }

    @Test
    void counts_aHeaderThatNoSchemeReads_andLetsItPassAsAnonymous() {
        Gate gate = gate(header("first", NOT_MINE), cookie("cookie", NOT_MINE));
        gate.pass(WITH_HEADER, FOR_ALL);
        gate.passFromMemory(WITH_HEADER, FOR_ALL);
        gate.pass(PLAIN, FOR_ALL);

        assertThat(metrics.counts()).containsOnly(Map.entry("none unknown_scheme", 2L));
    }

    private Gate gate(@Nullable Rate rate, Authenticator... authenticators) {
        RequestRates config = RequestRates.builder().anon(rate).user(rate).build();
        return of(
                new RequestThrottle(
                        config, WriteRates.defaults(), new LocalCounters(new HandClock(), Entropy.secure())),
                authenticators);
    }

    private Gate of(RequestThrottle throttle, Authenticator... authenticators) {
        CredentialRefusals credentials = new CredentialRefusals(metrics, clock, Entropy.secure());
        return new Gate(List.of(authenticators), throttle, new GateRefusals(clock, noted::add, credentials));
    }

    private static Route route(Permission permission) {
        return Route.guarded("r", "GET", "/", permission, call -> Response.noContent());
    }

    /** Shared counters, which fail if they are called where nothing may wait. */
    private static final class OnWorkersOnly implements Counters {

        private boolean onWorker;
        private int taken;

        @Override
        public Count take(String key, Rate rate) {
            if (!onWorker) {
                throw new IllegalStateException("this would block the event loop");
            }
            taken++;
            return new Count(rate, true, rate.limit() - taken, rate.period(), 0);
        }

        @Override
        public void giveBack(String key, Count count) {
            throw new IllegalStateException("nothing is refused here");
        }
    }

    /** An authenticator whose answers are known beforehand. */
    private record Known(
            String name, boolean readsHeader, Optional<Outcome> recalled, Outcome outcome, List<String> asked)
            implements Authenticator {

        @Override
        public String scheme() {
            return name;
        }

        @Override
        public Optional<Outcome> authenticateFromMemory(Request request) {
            asked.add(name);
            return recalled;
        }

        @Override
        public Outcome authenticate(Request request) {
            asked.add(name);
            return outcome;
        }

        @Override
        public Optional<String> challenge() {
            return Optional.empty();
        }
    }
}
