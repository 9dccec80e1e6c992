package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.Keycard;
import dev.keycard.client.Client;
import dev.keycard.login.BeginResult;
import dev.keycard.login.TokenPair;
import dev.keycard.spring.Running.Member;
import dev.keycard.staff.UserResult;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rates on handler methods, for free and premium users. */
class ThrottledTest {

    private static final String[] RATES = {
        "--keycard.permission.tiers=free,premium",
        "--keycard.throttle.scope.notes=3/h",
        "--keycard.throttle.tier-scope.premium.notes=5/h",
        "--keycard.throttle.scope.search=2/h",
        "--keycard.throttle.scope.later=9/h"
    };

    @TempDir
    private static Path data;

    private static Running application;

    @RestController
    @Throttled("notes")
    static class Notes {

        @GetMapping("/notes")
        @Permit(IsAuthenticated.class)
        String list() {
            return "notes";
        }

        @PostMapping("/notes")
        @Permit(IsAuthenticated.class)
        String add() {
            return "added";
        }

        @GetMapping("/search")
        @Permit(AllowAny.class)
        @Throttled("search")
        String search() {
            return "found";
        }

        @GetMapping("/later")
        @Permit(IsAuthenticated.class)
        @Throttled("later")
        Callable<String> later() {
            return () -> "later";
        }

        @GetMapping("/fails")
        @Permit(IsAuthenticated.class)
        @Throttled("later")
        String fails() {
            throw new IllegalStateException("on purpose");
        }
    }

    @RestController
    static class Free {

        /** Has the name of a rate, but no rate. */
        @GetMapping("/free")
        @Permit(IsAuthenticated.class)
        String search() {
            return "free";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {}

    @RestController
    static class Misspelt {
        @GetMapping("/misspelt")
        @Permit(AllowAny.class)
        @Throttled("notse")
        String misspelt() {
            return "";
        }
    }

    static class Service {
        @Throttled("notes")
        public String work() {
            return "";
        }
    }

    @BeforeAll
    static void start() {
        application = running(Notes.class, RATES);
    }

    private static Running running(Class<?> controller, String... properties) {
        return Running.startAlone(
                new Class<?>[] {Shop.class, controller, Free.class},
                Stream.concat(Stream.of("--keycard.data=" + data), Stream.of(properties))
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static String bearer(String name, String tier) {
        Keycard keycard = application.keycard();
        User user = ((UserResult.Done) keycard.users()
                        .create(
                                NewUser.named(Username.of(name)).with(draft -> draft.withRoles(tier, Set.of())),
                                Running.PASSWORD))
                .user();
        BeginResult<TokenPair> begun = keycard.tokens().issue(user, Client.unknown());
        return "Bearer " + ((BeginResult.Begun<TokenPair>) begun).value().access();
    }

    private static int admitted(String path, String bearer) {
        int count = 0;
        while (application.get(path, bearer).statusCode() == 200) {
            count++;
        }
        return count;
    }

    @Test
    void eachUser_hasTheRateOfTheirTier() {
        String ada = bearer("ada", "free");
        assertThat(application
                        .get("/notes", ada)
                        .headers()
                        .firstValue("RateLimit")
                        .orElseThrow())
                .startsWith("\"notes\";r=2;");
        assertThat(admitted("/notes", ada)).isEqualTo(2);
        assertThat(admitted("/notes", bearer("bob", "premium"))).isEqualTo(5);

        HttpResponse<String> refused = application.get("/notes", ada);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"throttled\"");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(application
                        .send("POST", "/notes", Map.of("Authorization", ada), "")
                        .statusCode())
                .as("one rate for all methods of the name")
                .isEqualTo(429);
        assertThat(application.get("/later", ada).statusCode()).isEqualTo(200);
    }

    @Test
    void anonymousRequests_areCountedByTheirAddress_andRefusedOnesNotAtAll() {
        assertThat(application.get("/notes", "").statusCode()).isEqualTo(401);
        assertThat(admitted("/search", "")).isEqualTo(2);
        assertThat(admitted("/search", bearer("cy", "free"))).isEqualTo(2);
    }

    /** A rule that asks for no scope admits the request as anonymous. */
    @Test
    void limitedTokens_haveTheRatesOfTheirUsers() {
        for (String name : new String[] {"fay", "gil"}) {
            Member user = application.member(name);
            assertThat(admitted("/search", "Token " + user.apiToken("other"))).isEqualTo(2);
            assertThat(application.get("/search", user.bearer()).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void oneRequest_isCountedOnce_whateverItsDispatches() {
        String dan = bearer("dan", "free");
        assertThat(application.get("/later", dan).body()).isEqualTo("later");
        assertThat(application.get("/fails", dan).statusCode()).isEqualTo(500);
        assertThat(application.get("/later", dan).headers().allValues("RateLimit"))
                .singleElement()
                .asString()
                .startsWith("\"later\";r=6;");
    }

    @Test
    void methodWithoutTheAnnotation_isNotCounted() {
        HttpResponse<String> free = application.get("/free", bearer("eve", "free"));
        assertThat(free.statusCode()).isEqualTo(200);
        assertThat(free.headers().firstValue("RateLimit")).isEmpty();
    }

    @Test
    void mistakes_keepTheApplicationFromStarting() {
        assertThatThrownBy(() -> running(Misspelt.class, RATES))
                .rootCause()
                .hasMessageContaining("@Throttled(\"notse\") has no rate");
        assertThatThrownBy(() -> running(Notes.class, "--keycard.throttle.scope.notse=3/h"))
                .rootCause()
                .hasMessageContaining("@Throttled(\"later\") has no rate");
        assertThatThrownBy(() -> running(
                        Free.class,
                        "--keycard.throttle.scope.notes=3/h",
                        "--keycard.throttle.tier-scope.free.notes=1/h"))
                .rootCause()
                .hasMessageContaining("throttle.scope.notes names no endpoint");
        assertThatThrownBy(() -> running(Service.class, RATES[1])).hasMessageContaining("would limit nothing");
        assertThatThrownBy(() -> Running.startAlone(
                        new Class<?>[] {Shop.class, Misspelt.class},
                        "--keycard.issuer=http://127.0.0.1:1",
                        "--keycard.changes.off-insecure=true"))
                .hasMessageContaining("has no counters");
    }
}
