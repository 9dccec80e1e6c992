package dev.keycard.web.throttle;

import static dev.keycard.support.Refusals.assertRefused;
import static dev.keycard.support.Refusals.refusal;
import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.crypto.Entropy;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.http.Response.Header;
import dev.keycard.http.TestRequest;
import dev.keycard.id.UserId;
import dev.keycard.message.Catalogue;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Route;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.support.HandClock;
import dev.keycard.throttle.Count;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.throttle.LoginThrottle;
import dev.keycard.throttle.Rate;
import dev.keycard.throttle.WriteRates;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestThrottleTest {

    private static final Rate TWO = new Rate(2, Duration.ofMinutes(1));
    private static final Principal ALICE = new AuthenticatedPrincipal(user(1), new Credential.Basic());
    private static final Principal BOB = new AuthenticatedPrincipal(user(2), new Credential.Basic());
    private static final Principal NOBODY = Anonymous.ANONYMOUS;
    private static final Route ROUTE = Route.open("r", "GET", "/", Route.Where.WORKER, call -> Response.noContent());
    private static final Route OTHER = Route.open("o", "GET", "/o", Route.Where.WORKER, call -> Response.noContent());
    private static final Rate THREE = new Rate(3, Duration.ofMinutes(1));
    private static final Route WRITE =
            Route.guarded("w", "POST", "/w", Permissions.IS_AUTHENTICATED, call -> Response.noContent());
    private static final Route OTHER_WRITE =
            Route.guarded("v", "DELETE", "/v", Permissions.IS_AUTHENTICATED, call -> Response.noContent());
    private static final TestRequest REQUEST = TestRequest.get("/");

    private final HandClock clock = new HandClock();
    private final RequestThrottle throttle = new RequestThrottle(
            RequestRates.builder().anon(TWO).user(TWO).build(),
            WriteRates.defaults(),
            new LocalCounters(clock, Entropy.secure()));

    @Test
    void refuses_theUser_fromWhateverAddress() {
        throttle.count(REQUEST, ALICE, ROUTE);
        throttle.count(REQUEST.from("192.0.2.2"), ALICE, ROUTE);

        assertRefused(ErrorCode.THROTTLED, () -> throttle.count(REQUEST.from("192.0.2.3"), ALICE, ROUTE));
        assertThatCode(() -> throttle.count(REQUEST, BOB, ROUTE)).doesNotThrowAnyException();
        assertThatCode(() -> throttle.count(REQUEST, NOBODY, ROUTE)).doesNotThrowAnyException();
    }

    @Test
    void refuses_theAddress_ofThoseWhoAreNotSignedIn() {
        throttle.count(REQUEST.from("2001:db8::1"), NOBODY, ROUTE);
        throttle.count(REQUEST.from("2001:db8::2"), NOBODY, ROUTE);

        assertRefused(ErrorCode.THROTTLED, () -> throttle.count(REQUEST.from("2001:db8::3"), NOBODY, ROUTE));
        assertThatCode(() -> throttle.count(REQUEST.from("2001:db8::3"), ALICE, ROUTE))
                .doesNotThrowAnyException();
        assertThatCode(() -> throttle.count(REQUEST, NOBODY, ROUTE)).doesNotThrowAnyException();
    }

    @Test
    void refuses_theWiderNetwork_atEightTimesTheRate() {
        for (int i = 0; i < 16; i++) {
            throttle.count(REQUEST.from("2001:db8:0:" + Integer.toHexString(i) + "::1"), NOBODY, ROUTE);
        }

        assertRefused(ErrorCode.THROTTLED, () -> throttle.count(REQUEST.from("2001:db8:0:ffff::1"), NOBODY, ROUTE));
        assertRefused(ErrorCode.THROTTLED, () -> throttle.countRefused(REQUEST.from("2001:db8:0:fffe::1")));
        assertThatCode(() -> throttle.count(REQUEST.from("2001:db8:1::1"), NOBODY, ROUTE))
                .doesNotThrowAnyException();
        assertThatCode(() -> throttle.count(REQUEST.from("2001:db8:0:ffff::1"), ALICE, ROUTE))
                .doesNotThrowAnyException();
    }

    @Test
    void tells_theWiderLimitToThoseWhomItConcerns() {
        assertThat(throttle.count(REQUEST.from("2001:db8::1"), NOBODY, ROUTE))
                .contains(new Header("RateLimit", "\"anon\";r=1;t=60, \"anon-network\";r=15;t=60"));
    }

    @Test
    void writesOfAUser_areCountedOnceOverAllRoutes_andReadsAreNot() {
        RequestThrottle writes = throttle(RequestRates.defaults(), new WriteRates(TWO, null, THREE, null, null));
        writes.count(REQUEST, ALICE, WRITE);
        writes.count(REQUEST, ALICE, OTHER_WRITE);

        assertRefused(ErrorCode.THROTTLED, () -> writes.count(REQUEST, ALICE, WRITE));
        assertRefused(ErrorCode.THROTTLED, () -> writes.count(REQUEST.from("192.0.2.9"), ALICE, OTHER_WRITE));
        assertThat(writes.count(REQUEST, ALICE, ROUTE)).isEmpty();
        assertThat(writes.count(REQUEST, ALICE, WRITE.onlyReading())).isEmpty();
        assertThatCode(() -> writes.count(REQUEST, BOB, WRITE)).doesNotThrowAnyException();
    }

    @Test
    void writesOfAUser_areCountedForTheDayAsWell() {
        RequestThrottle writes = throttle(
                RequestRates.defaults(), new WriteRates(TWO, new Rate(3, Duration.ofDays(1)), null, null, null));
        writes.count(REQUEST, ALICE, WRITE);
        writes.count(REQUEST, ALICE, WRITE);
        clock.advance(Duration.ofMinutes(1));
        writes.count(REQUEST, ALICE, WRITE);

        ApiError refused = refusal(() -> writes.count(REQUEST, ALICE, WRITE));
        assertThat(headers(refused)).contains(new Header("Retry-After", "86340"));
    }

    @Test
    void writesOfStaff_haveARateOfTheirOwn() {
        RequestThrottle writes = throttle(RequestRates.defaults(), new WriteRates(TWO, null, THREE, null, null));
        User clerk = UserChange.builder().staff(true).build().applyTo(user(3));
        Principal staff = new AuthenticatedPrincipal(clerk, new Credential.Basic());
        for (int i = 0; i < 3; i++) {
            writes.count(REQUEST, staff, WRITE);
        }

        assertRefused(ErrorCode.THROTTLED, () -> writes.count(REQUEST, staff, WRITE));
    }

    @Test
    void loginsAndRefreshes_haveRatesOfTheirOwn() {
        LoginThrottle logins = new LoginThrottle(
                new WriteRates(null, null, null, TWO, TWO), new LocalCounters(clock, Entropy.secure()));
        assertThat(logins.begins(UserId.of(1))).isEmpty();
        assertThat(logins.begins(UserId.of(1))).isEmpty();
        assertThat(logins.refreshes("a")).isEmpty();
        assertThat(logins.refreshes("a")).isEmpty();

        assertThat(logins.begins(UserId.of(1))).isPresent();
        assertThat(logins.refreshes("a")).isPresent();
        assertThat(logins.begins(UserId.of(2))).isEmpty();
        assertThat(logins.refreshes("b")).isEmpty();
    }

    @Test
    void letsIn_whoeverKeptKnocking_whenThePeriodIsOver() {
        throttle.count(REQUEST, ALICE, ROUTE);
        throttle.count(REQUEST, ALICE, ROUTE);
        for (int i = 0; i < 60; i++) {
            assertRefused(ErrorCode.THROTTLED, () -> throttle.count(REQUEST, ALICE, ROUTE));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThatCode(() -> throttle.count(REQUEST, ALICE, ROUTE)).doesNotThrowAnyException();
    }

    @Test
    void countsNothing_byDefault() {
        RequestThrottle off = new RequestThrottle(
                RequestRates.defaults(), WriteRates.defaults(), new LocalCounters(clock, Entropy.secure()));

        assertThatCode(() -> {
                    for (int i = 0; i < 1000; i++) {
                        off.count(REQUEST, ALICE, ROUTE);
                        off.count(REQUEST, NOBODY, ROUTE);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void tells_howEachLimitStands() {
        RequestThrottle both = throttle(RequestRates.builder()
                .user(TWO)
                .scopes(Map.of("r", new Rate(1, Duration.ofSeconds(20))))
                .build());
        clock.advance(Duration.ofMillis(1));

        assertThat(both.count(REQUEST, ALICE, ROUTE))
                .containsExactly(
                        new Header("RateLimit-Policy", "\"user\";q=2;w=60, \"r\";q=1;w=20"),
                        new Header("RateLimit", "\"user\";r=1;t=60, \"r\";r=0;t=20"));
        clock.advance(Duration.ofMillis(1));
        assertThat(headers(refusal(() -> both.count(REQUEST, ALICE, ROUTE))))
                .contains(
                        new Header("Retry-After", "20"), new Header("RateLimit", "\"user\";r=1;t=60, \"r\";r=0;t=20"));
    }

    @Test
    void limitsTogether_takeAllOrNothing() {
        RequestThrottle both = throttle(RequestRates.builder()
                .user(TWO)
                .scopes(Map.of("r", new Rate(1, Duration.ofSeconds(20))))
                .build());
        both.count(REQUEST, ALICE, ROUTE);
        for (int i = 0; i < 10; i++) {
            assertRefused(ErrorCode.THROTTLED, () -> both.count(REQUEST, ALICE, ROUTE));
        }

        assertThatCode(() -> both.count(REQUEST, ALICE, ROUTE.at("/2"))).isInstanceOf(ApiError.class);
        assertThatCode(() -> both.count(REQUEST, ALICE, OTHER)).doesNotThrowAnyException();
        assertRefused(ErrorCode.THROTTLED, () -> both.count(REQUEST, ALICE, OTHER));
    }

    @Test
    void scope_countsUsersAndAddressesApart() {
        RequestThrottle scoped =
                throttle(RequestRates.builder().scopes(Map.of("r", TWO)).build());
        scoped.count(REQUEST, NOBODY, ROUTE);
        scoped.count(REQUEST, NOBODY, ROUTE);

        assertRefused(ErrorCode.THROTTLED, () -> scoped.count(REQUEST, NOBODY, ROUTE));
        assertThatCode(() -> scoped.count(REQUEST, ALICE, ROUTE)).doesNotThrowAnyException();
        assertThatCode(() -> scoped.count(REQUEST.from("192.0.2.9"), NOBODY, ROUTE))
                .doesNotThrowAnyException();
        assertThat(scoped.count(REQUEST, NOBODY, OTHER)).isEmpty();
    }

    @Test
    void tier_countsInsteadOfTheUsersRate() {
        RequestThrottle tiers = throttle(RequestRates.builder()
                .user(TWO)
                .tiers(Map.of("premium", Optional.of(new Rate(3, Duration.ofMinutes(1))), "staff", Optional.empty()))
                .build());

        assertThat(tiers.count(REQUEST, ofTier("premium"), ROUTE).get(0).value())
                .isEqualTo("\"user\";q=3;w=60");
        assertThat(tiers.count(REQUEST, ofTier("staff"), ROUTE)).isEmpty();
        assertThat(tiers.count(REQUEST, ofTier("none"), ROUTE).get(0).value()).isEqualTo("\"user\";q=2;w=60");
    }

    @Test
    void furtherRates_countTogether_byNameAndRate() {
        assertThat(throttle.count("rule \"1\"", TWO, REQUEST, ALICE).get(0).value())
                .isEqualTo("\"rule 1\";q=2;w=60");
        throttle.count("rule \"1\"", TWO, REQUEST, ALICE);

        assertRefused(ErrorCode.THROTTLED, () -> throttle.count("rule \"1\"", TWO, REQUEST, ALICE));
        assertThatCode(() -> throttle.count("rule 2", TWO, REQUEST, ALICE)).doesNotThrowAnyException();
        assertThatCode(() -> throttle.count("rule \"1\"", TWO, REQUEST, BOB)).doesNotThrowAnyException();
    }

    @Test
    void refusedCredentials_countForTheirAddress() {
        throttle.countRefused(REQUEST);
        throttle.countRefused(REQUEST);

        assertRefused(ErrorCode.THROTTLED, () -> throttle.countRefused(REQUEST));
        assertRefused(ErrorCode.THROTTLED, () -> throttle.count(REQUEST, NOBODY, ROUTE));
    }

    @Test
    void whatCannotBeCounted_isRefused() {
        Counters broken = new Counters() {
            @Override
            public Count take(String key, Rate rate) {
                throw new IllegalStateException("away");
            }

            @Override
            public void giveBack(String key, Count count) {
                throw new IllegalStateException("away");
            }
        };
        RequestThrottle blind =
                new RequestThrottle(RequestRates.builder().anon(TWO).user(TWO).build(), WriteRates.defaults(), broken);

        assertThatCode(() -> blind.count(REQUEST, ALICE, ROUTE)).isInstanceOf(StoreUnavailableException.class);
        assertThatCode(() -> blind.countRefused(REQUEST)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void refuses_scopesThatNoRouteHas_namingTheNearest() {
        RequestRates config =
                RequestRates.builder().scopes(Map.of("profil", TWO)).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.requireScopesAmong(Set.of("profile", "token")))
                .withMessageContaining("throttle.scope.profil")
                .withMessageContaining("the nearest is profile");
        config.requireScopesAmong(Set.of("profil"));
    }

    private RequestThrottle throttle(RequestRates rates) {
        return throttle(rates, WriteRates.defaults());
    }

    private RequestThrottle throttle(RequestRates rates, WriteRates writes) {
        return new RequestThrottle(rates, writes, new LocalCounters(clock, Entropy.secure()));
    }

    @Test
    void tier_hasItsOwnRateForARoute() {
        Rate three = new Rate(3, Duration.ofMinutes(1));
        RequestThrottle tiers = throttle(RequestRates.builder()
                .scopes(Map.of(ROUTE.name(), new Rate(2, Duration.ofMinutes(1))))
                .tierScopes(Map.of(
                        "premium",
                        Map.of(ROUTE.name(), Optional.of(three)),
                        "staff",
                        Map.of(ROUTE.name(), Optional.empty())))
                .build());

        assertThat(tiers.count(REQUEST, ofTier("premium"), ROUTE).get(0).value())
                .endsWith(";q=3;w=60");
        assertThat(tiers.count(REQUEST, ofTier("staff"), ROUTE)).isEmpty();
        assertThat(tiers.count(REQUEST, ofTier("none"), ROUTE).get(0).value()).endsWith(";q=2;w=60");
    }

    @Test
    void misspeltRouteOfATier_isRefused() {
        RequestRates rates = RequestRates.builder()
                .tierScopes(Map.of("premium", Map.of("profil", Optional.empty())))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rates.requireScopesAmong(Set.of("profile", "token")))
                .withMessageContaining("throttle.tier-scope.premium.profil")
                .withMessageContaining("profile");
    }

    private static Principal ofTier(String tier) {
        User plain = user(7);
        User tiered = plain.toBuilder().tier(tier).build();
        return new AuthenticatedPrincipal(tiered, new Credential.Basic());
    }

    private static List<Header> headers(ApiError refusal) {
        return refusal.toResponse(429, false, Catalogue.of("en")).headers();
    }
}
