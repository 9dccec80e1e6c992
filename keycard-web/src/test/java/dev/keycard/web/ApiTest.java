package dev.keycard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.gate.Challenges;
import dev.keycard.gate.Gate;
import dev.keycard.gate.RefusalListener;
import dev.keycard.gate.Refusals;
import dev.keycard.gate.TimedGate;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.http.TestRequest;
import dev.keycard.message.MessageKey;
import dev.keycard.metrics.Metrics;
import dev.keycard.password.PasswordConfig;
import dev.keycard.password.Passwords;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Endpoint;
import dev.keycard.route.Route;
import dev.keycard.route.RouteTable;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.support.HandClock;
import dev.keycard.support.Texts;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.throttle.WriteRates;
import dev.keycard.web.throttle.RequestRates;
import dev.keycard.web.throttle.RequestThrottle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ApiTest {

    private static final Response OK = Response.json(200, "{}".getBytes(StandardCharsets.UTF_8));

    private final Api api = api(
            Route.exempt("fast", "/fast", Route.Where.EVENT_LOOP, call -> OK),
            Route.exempt("slow", "/slow", Route.Where.WORKER, call -> OK),
            Route.open("sign-in", "POST", "/sign-in/", Route.Where.WORKER, call -> OK),
            Route.guarded("mine", "GET", "/mine/", Permissions.IS_AUTHENTICATED, call -> OK),
            Route.guarded(
                    "item",
                    "DELETE",
                    "/items/{id}/",
                    Permissions.ALLOW_ANY,
                    call -> Response.json(200, call.variable("id").getBytes(StandardCharsets.UTF_8))));

    @Test
    void answersFromMemory_whatNeedsNoWorker() {
        assertThat(api.answerFromMemory(TestRequest.get("/fast")))
                .map(Response::status)
                .contains(200);
        assertThat(api.answerFromMemory(TestRequest.get("/slow"))).isEmpty();
        assertThat(api.answer(TestRequest.get("/slow")).status()).isEqualTo(200);
        assertThat(api.answer(TestRequest.get("/fast")).status()).isEqualTo(200);
    }

    @Test
    void answers_withAndWithoutTheSlash_andHeadLikeGet() {
        assertThat(api.answer(TestRequest.post("/sign-in")).status()).isEqualTo(200);
        assertThat(api.answer(TestRequest.post("/sign-in/")).status()).isEqualTo(200);
        assertThat(api.answer(TestRequest.of("HEAD", "/slow")).status()).isEqualTo(200);
    }

    @Test
    void handsPlacesOfThePathToTheEndpoint() {
        assertThat(text(api.answer(TestRequest.of("DELETE", "/items/7/")))).isEqualTo("7");
    }

    @Test
    void refuses_unknownPath_atOnce() {
        Optional<Response> response = api.answerFromMemory(TestRequest.get("/nowhere"));

        assertRefused(ErrorCode.NOT_FOUND, response.orElseThrow());
        assertRefused(ErrorCode.NOT_FOUND, api.answer(TestRequest.of("DELETE", "/items/{id}")));
    }

    @Test
    void refuses_otherMethods_andNamesTheRightOnes() {
        Response response = api.answer(TestRequest.get("/sign-in"));

        assertRefused(ErrorCode.METHOD_NOT_ALLOWED, response);
        assertThat(response.headers()).contains(new Response.Header("Allow", "OPTIONS, POST"));
    }

    @Test
    void refuses_nobody_beforeOtherMethods() {
        assertRefused(ErrorCode.NOT_AUTHENTICATED, api.answer(TestRequest.post("/mine")));
        assertThat(api.answerFromMemory(TestRequest.post("/mine"))).isEmpty();
    }

    @Test
    void refuses_clientsThatReadNoJson() {
        assertRefused(
                ErrorCode.NOT_ACCEPTABLE, api.answer(TestRequest.get("/slow").with("Accept", "text/html")));
    }

    @Test
    void options_areToldAlike_fromMemoryAndInFull() {
        Request options = TestRequest.of("OPTIONS", "/mine/");
        Response fromMemory = api.answerFromMemory(options).orElseThrow();
        Response inFull = api.answer(options);

        assertThat(inFull.status()).isEqualTo(fromMemory.status()).isEqualTo(204);
        assertThat(inFull.headers())
                .isEqualTo(fromMemory.headers())
                .contains(new Response.Header("Allow", "GET, HEAD, OPTIONS"));
    }

    @Test
    void refusalOfAnEndpoint_isItsAnswer() {
        Response response = failing(call -> {
            throw ApiError.invalid("name", MessageKey.FIELD_NEEDED);
        });

        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response)).isEqualTo("{\"name\":[\"This field is needed.\"]}");
    }

    @Test
    void refuses_for503_whileTheStoreIsAway_andTellsNothingOfIt() {
        Response response = failing(call -> {
            throw new StoreUnavailableException("disk /var/lib is full");
        });

        assertRefused(ErrorCode.UNAVAILABLE, response);
        assertThat(response.headers()).contains(new Response.Header("Retry-After", "1"));
        assertThat(text(response)).doesNotContain("disk");
    }

    @Test
    void refuses_for503_whileNoHashCanBeComputed() {
        Passwords closed = new Passwords(PasswordConfig.defaults(), Entropy.secure());
        closed.close();

        Response response = failing(call -> Response.json(200, closed.hash("x").getBytes(StandardCharsets.UTF_8)));

        assertRefused(ErrorCode.UNAVAILABLE, response);
        assertThat(response.has("Retry-After")).isTrue();
    }

    @Test
    void faults_are500_andTellNothing() {
        Response response = failing(call -> {
            throw new IllegalStateException("secret detail");
        });

        assertRefused(ErrorCode.INTERNAL_ERROR, response);
        assertThat(text(response)).doesNotContain("secret");
    }

    @Test
    void adapters_canRefuseInTheSameForm() {
        assertRefused(ErrorCode.PAYLOAD_TOO_LARGE, api.refuse(TestRequest.get("/"), ErrorCode.PAYLOAD_TOO_LARGE));
        Response overloaded = api.overloaded(TestRequest.get("/"));

        assertRefused(ErrorCode.UNAVAILABLE, overloaded);
        assertThat(overloaded.headers()).contains(new Response.Header("Retry-After", "1"));
    }

    @Property(tries = 1000)
    void anyMethodAndPath_isAnsweredWithoutAFault(@ForAll("methods") String method, @ForAll("paths") String path) {
        Request request = TestRequest.of(method, path);

        assertThat(api.answer(request).status()).isLessThan(500);
        assertThat(api.answerFromMemory(request).map(Response::status).orElse(200))
                .isLessThan(500);
    }

    @Provide
    Arbitrary<String> methods() {
        return Texts.around("GET", "POST", "OPTIONS", "DELETE").map(method -> method.length() > 8 ? "GET" : method);
    }

    @Provide
    Arbitrary<String> paths() {
        return Texts.around("/", "mine", "/items/", "{id}", "7", "/sign-in", "/fast", "%", "..");
    }

    private static Response failing(Endpoint endpoint) {
        return api(Route.exempt("x", "/x", Route.Where.WORKER, endpoint)).answer(TestRequest.get("/x"));
    }

    private static Api api(Route... routes) {
        RequestThrottle throttle = new RequestThrottle(
                RequestRates.defaults(), WriteRates.defaults(), new LocalCounters(new HandClock(), Entropy.secure()));
        RouteTable table = new RouteTable(List.of(routes), Map.of());
        return new Api(
                table,
                new TimedGate(new Gate(List.of(), throttle, RefusalListener.none()), () -> 0, Metrics.none()),
                new ResponseHeaders(new Refusals(Challenges.ofTexts(List.of("Token"))), false),
                new RequestMetrics(table.routes(), Metrics.none()));
    }

    private static void assertRefused(ErrorCode code, Response response) {
        assertThat(response.status()).isEqualTo(code.status());
        assertThat(text(response)).contains("\"code\":\"" + code.wire() + "\"");
        assertThat(response.headers()).contains(new Response.Header("Cache-Control", "no-store"));
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
