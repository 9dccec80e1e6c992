package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.spring.reactive.ReactiveApplication;
import dev.keycard.webflux.ReactiveRefusalWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refusals of a reactive application in its own form, with the status and the headers of Keycard. */
class ReactiveRefusalsTest {

    @TempDir
    private Path data;

    /** Answers as the header {@code X-Mode} of the request says. */
    @RestControllerAdvice
    static class Advice {

        private final ObjectProvider<DispatcherHandler> dispatcher;
        private final AtomicInteger asked = new AtomicInteger();

        Advice(ObjectProvider<DispatcherHandler> dispatcher) {
            this.dispatcher = dispatcher;
        }

        @ExceptionHandler(RequestRefused.class)
        Mono<ResponseEntity<Object>> refused(RequestRefused refused, ServerWebExchange exchange) {
            asked.incrementAndGet();
            String mode = exchange.getRequest().getHeaders().getFirst("X-Mode");
            return switch (mode == null ? "" : mode) {
                case "throws" -> throw new IllegalStateException("failed");
                case "fails" -> Mono.error(new IllegalStateException("failed"));
                case "writes and fails" ->
                    write(exchange, "half an answer").then(Mono.error(new IllegalStateException("failed")));
                case "breaks off" ->
                    exchange.getResponse()
                            .writeWith(Flux.concat(
                                    Flux.just(part(exchange, "half")), Flux.error(new IllegalStateException("failed"))))
                            .onErrorComplete()
                            .then(Mono.empty());
                case "refuses" -> Mono.error(new ApiError(ErrorCode.PERMISSION_DENIED));
                case "redirects" ->
                    Mono.just(ResponseEntity.status(HttpStatus.SEE_OTHER)
                            .location(URI.create("/elsewhere"))
                            .build());
                case "forwards" -> forward(exchange).then(Mono.empty());
                case "clears" -> {
                    exchange.getResponse().getHeaders().clear();
                    yield write(exchange, "cleared").then(Mono.empty());
                }
                case "nothing" -> Mono.empty();
                default -> Mono.just(answer(refused));
            };
        }

        private Mono<Void> forward(ServerWebExchange exchange) {
            return dispatcher
                    .getObject()
                    .handle(exchange.mutate()
                            .request(request -> request.path("/report"))
                            .build());
        }

        private static ResponseEntity<Object> answer(RequestRefused refused) {
            return ResponseEntity.status(HttpStatus.OK)
                    .header("WWW-Authenticate", "Own")
                    .header("Retry-After", "0")
                    .header("Cache-Control", "public")
                    .header("Vary", "Own")
                    .header("X-Request-Id", "own")
                    .header("Transfer-Encoding", "chunked")
                    .header("X-Own", "yes")
                    .body(Map.of("error", refused.code()));
        }
    }

    private static DataBuffer part(ServerWebExchange exchange, String text) {
        return exchange.getResponse().bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Mono<Void> write(ServerWebExchange exchange, String text) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentType(MediaType.TEXT_PLAIN);
        response.getHeaders().set("X-Own", "yes");
        return response.writeWith(Mono.fromSupplier(() -> part(exchange, text)));
    }

    /** Would turn every refusal into 500. */
    @RestControllerAdvice
    static class CatchAll {

        @ExceptionHandler
        ResponseEntity<Object> all(Exception any) {
            return ResponseEntity.status(500).body(Map.of("error", "caught"));
        }
    }

    @RestController
    static class Pictures {

        @GetMapping(value = "/picture", produces = MediaType.IMAGE_PNG_VALUE)
        @Permit(IsAdminUser.class)
        byte[] picture() {
            return new byte[0];
        }

        /** Is refused when its answer has begun. */
        @GetMapping(value = "/begun", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
        @Permit(AllowAny.class)
        Mono<Void> begun(ServerHttpResponse response) {
            Flux<DataBuffer> part = Flux.just(response.bufferFactory().wrap(new byte[] {'a'}));
            return response.writeAndFlushWith(
                    Flux.concat(Flux.just(part), Flux.error(new ApiError(ErrorCode.PERMISSION_DENIED))));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({Advice.class, Pictures.class})
    static class WithAdvice {}

    @Configuration(proxyBeanMethods = false)
    static class WithWriter {

        @Bean
        ReactiveRefusalWriter writer() {
            return (exchange, refusal) -> refusal.status() == 401 ? write(exchange, "who are you?") : Mono.empty();
        }
    }

    private Running running(Class<?> further, String... properties) {
        String[] all = Stream.concat(
                        Stream.of("--spring.main.web-application-type=reactive", "--keycard.data=" + data),
                        Stream.of(properties))
                .toArray(String[]::new);
        return Running.startAlone(new Class<?>[] {ReactiveApplication.class, further}, all);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(body);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().allValues("X-Request-Id")).hasSize(1).doesNotContain("own");
        assertThat(answer.headers().allValues("Vary"))
                .doesNotContain("Own")
                .anySatisfy(line -> assertThat(line).contains("Authorization"));
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Content-Length"))
                .containsExactly(String.valueOf(answer.body().getBytes(StandardCharsets.UTF_8).length));
        if (status == 401) {
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .doesNotContain("Own")
                    .doesNotHaveDuplicates()
                    .anySatisfy(challenge -> assertThat(challenge).startsWith("Bearer realm=\"api\""));
        }
    }

    @Test
    void problemDetails_areTheFormOfRefusals_whereTheyAreThatOfErrors() {
        try (Running application = running(Object.class, "--spring.webflux.problemdetails.enabled=true")) {
            String ada = application.member("ada").bearer();
            assertRefused(application.get("/me", ""), 401, "\"code\":\"not_authenticated\"");
            assertRefused(application.get("/me", "Bearer x.y.z"), 401, "\"code\":\"token_not_valid\"");
            assertRefused(application.get("/nowhere", ""), 401, "\"status\":401");
            assertRefused(application.get("/report", ada), 403, "\"code\":\"permission_denied\"");
            assertRefused(application.get("/notes/bob", ada), 404, "\"status\":404");
            assertThat(application.get("/nowhere", "").headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(application.get("/me", ada).statusCode()).isEqualTo(200);
            assertThat(application.get("/api/profile/", "").body())
                    .as("Keycard's own endpoints keep their form")
                    .startsWith("{\"detail\":");
        }
    }

    @Test
    void adviceOfTheApplication_writesTheBody_andNothingElse() {
        try (Running application = running(WithAdvice.class, "--keycard.throttle.anon=3/min")) {
            HttpResponse<String> refused = application.get("/me", "");
            assertRefused(refused, 401, "{\"error\":\"not_authenticated\"}");
            assertThat(refused.headers().firstValue("X-Own")).contains("yes");
            assertRefused(application.get("/me", "Bearer x.y.z"), 401, "{\"error\":\"token_not_valid\"}");
            assertRefused(application.get("/nowhere", ""), 401, "{\"error\":\"not_authenticated\"}");
            String ada = application.member("ada").bearer();
            assertRefused(application.get("/report", ada), 403, "{\"error\":\"permission_denied\"}");
            assertRefused(application.get("/notes/bob", ada), 404, "{\"error\":\"not_found\"}");
            HttpResponse<String> last = application.get("/public", "");
            for (int more = 0; more < 3; more++) {
                last = application.get("/public", "");
            }
            assertRefused(last, 429, "{\"error\":\"throttled\"}");
            assertThat(last.headers().allValues("Retry-After")).hasSize(1).doesNotContain("0");
        }
    }

    /** Spring would send an empty answer. */
    @Test
    void clientOfAnotherForm_getsThatOfTheApplication() {
        try (Running application = running(WithAdvice.class)) {
            String ada = application.member("ada").bearer();
            for (String accept : new String[] {"text/html", "image/png", "application/problem+json", "no media type"}) {
                Map<String, String> anonymous = Map.of("Accept", accept);
                assertRefused(application.send("GET", "/me", anonymous, ""), 401, "{\"error\":\"not_authenticated\"}");
            }
            Map<String, String> signedIn = Map.of("Accept", "image/png", "Authorization", ada);
            assertRefused(application.send("GET", "/picture", signedIn, ""), 403, "{\"error\":\"permission_denied\"}");
        }
    }

    @Test
    void adviceThatDoesNotAnswer_leavesItToKeycard_andNothingOfItIsSent() {
        try (Running application = running(WithAdvice.class)) {
            String ada = application.member("ada").bearer();
            for (String mode : new String[] {
                "throws", "fails", "writes and fails", "breaks off", "refuses", "redirects", "forwards", "nothing"
            }) {
                HttpResponse<String> anonymous = application.send("GET", "/me", Map.of("X-Mode", mode), "");
                assertRefused(anonymous, 401, "{\"detail\":");
                assertThat(anonymous.body()).contains("\"code\":\"not_authenticated\"");
                assertThat(anonymous.headers().firstValue("X-Own")).as(mode).isEmpty();
                assertThat(anonymous.headers().firstValue("Location")).isEmpty();
                HttpResponse<String> denied =
                        application.send("GET", "/report", Map.of("X-Mode", mode, "Authorization", ada), "");
                assertRefused(denied, 403, "\"code\":\"permission_denied\"");
            }
            assertRefused(application.send("GET", "/me", Map.of("X-Mode", "clears"), ""), 401, "cleared");
            assertThat(application
                            .send("HEAD", "/me", Map.of("X-Mode", "clears"), "")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void answerThatHasBegun_isBrokenOff() {
        try (Running application = running(WithAdvice.class)) {
            assertThatThrownBy(() -> application.get("/begun", "")).rootCause().isInstanceOf(IOException.class);
            assertThat(application.context().getBean(Advice.class).asked).hasValue(0);
            assertRefused(application.get("/me", ""), 401, "{\"error\":\"not_authenticated\"}");
        }
    }

    @Test
    void writerOfTheApplication_writesTheBody_andNothingElse() {
        try (Running application = running(WithWriter.class)) {
            assertRefused(application.get("/me", ""), 401, "who are you?");
            assertRefused(application.get("/me", "Bearer x.y.z"), 401, "who are you?");
            String ada = application.member("ada").bearer();
            assertRefused(application.get("/report", ada), 403, "\"code\":\"permission_denied\"");
        }
    }

    @Test
    void adviceForEverything_changesNoRefusal() {
        try (Running application = running(CatchAll.class)) {
            assertRefused(application.get("/me", ""), 401, "\"code\":\"not_authenticated\"");
            String ada = application.member("ada").bearer();
            assertRefused(application.get("/notes/bob", ada), 404, "\"code\":\"not_found\"");
        }
    }
}
