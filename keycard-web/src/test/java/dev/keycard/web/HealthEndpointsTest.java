package dev.keycard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.authentication.Anonymous;
import dev.keycard.change.Readiness;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.http.TestRequest;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.MemoryLog;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.support.HandClock;
import dev.keycard.support.Refusals;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthEndpointsTest {

    private final HandClock clock = new HandClock();
    private final MemoryLog log = new MemoryLog();
    private final ChangeFeed feed =
            new ChangeFeed(log, clock, clock::nanoTime, ChangeConfig.defaults(), Duration.ofMinutes(7));

    @Test
    void healthz_answersWhateverTheStoreDoes() {
        log.failWith(new StoreUnavailableException("away"));

        assertThat(answer("healthz").status()).isEqualTo(200);
    }

    @Test
    void readyz_answers_whileTheViewIsFresh() {
        feed.start();

        assertThat(answer("readyz").status()).isEqualTo(200);
    }

    @Test
    void readyz_refuses_beforeTheFeedStarts_andWhileItIsStale() {
        Refusals.assertRefused(ErrorCode.UNAVAILABLE, () -> answer("readyz"));
        feed.start();
        clock.advance(Duration.ofSeconds(6));

        Refusals.assertRefused(ErrorCode.UNAVAILABLE, () -> answer("readyz"));
    }

    @Test
    void readyz_fails_whileTheStoreIsAway() {
        feed.start();
        log.failWith(new StoreUnavailableException("away"));

        assertThatThrownBy(() -> answer("readyz")).isInstanceOf(StoreUnavailableException.class);
    }

    private Response answer(String name) {
        Route route = new HealthEndpoints(new Readiness(feed, log)::isReady)
                .routes().stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return route.endpoint().answer(new Call(TestRequest.get(route.path()), Anonymous.ANONYMOUS, Map.of()));
    }
}
