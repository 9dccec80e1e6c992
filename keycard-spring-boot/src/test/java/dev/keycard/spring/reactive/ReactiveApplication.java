package dev.keycard.spring.reactive;

import dev.keycard.authentication.Subject;
import dev.keycard.spring.AllowAny;
import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.IsAdminUser;
import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.IsAuthenticatedOrReadOnly;
import dev.keycard.spring.Permit;
import dev.keycard.spring.ReactiveObjectGuard;
import dev.keycard.spring.app.Note;
import dev.keycard.spring.app.OwnsNote;
import dev.keycard.webflux.ReactiveKeycard;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Handlers with and without rules. */
@SpringBootApplication
public class ReactiveApplication {

    @Bean
    RouterFunction<ServerResponse> functional() {
        return RouterFunctions.route()
                .GET(
                        "/functional",
                        request -> ReactiveKeycard.signedIn()
                                .map(user -> user.subject().id().toString())
                                .flatMap(id -> ServerResponse.ok().bodyValue(id)))
                .build();
    }

    /** Behind the security chain, so that the chain sees the method that was sent. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebFilter methodOverride() {
        return (exchange, chain) -> {
            String method = exchange.getRequest().getHeaders().getFirst("X-HTTP-Method-Override");
            return chain.filter(
                    method == null
                            ? exchange
                            : exchange.mutate()
                                    .request(request -> request.method(HttpMethod.valueOf(method)))
                                    .build());
        };
    }

    @RestController
    static class Controller {

        private final ReactiveObjectGuard objects;
        private final WebClient web;

        Controller(ReactiveObjectGuard objects, WebClient.Builder web) {
            this.objects = objects;
            this.web = web.build();
        }

        @GetMapping("/me")
        @Permit(IsAuthenticated.class)
        Mono<Map<String, String>> me(@CurrentUser Subject user, Principal principal) {
            return Mono.just(Map.of("id", user.id().toString(), "name", principal.getName()));
        }

        @GetMapping("/public")
        @Permit(AllowAny.class)
        Map<String, String> everybody(@CurrentUser Optional<Subject> user) {
            return Map.of("user", user.map(known -> known.id().toString()).orElse("anonymous"));
        }

        @GetMapping("/report")
        @Permit(IsAdminUser.class)
        Map<String, String> report() {
            return Map.of("report", "all");
        }

        @GetMapping("/editors")
        @Permit(rule = "HasRole(editor)")
        Flux<String> editors() {
            return Flux.just("for ", "editors");
        }

        @RequestMapping("/changed/method")
        @Permit(IsAuthenticatedOrReadOnly.class)
        String changed(ServerHttpRequest request) {
            return request.getMethod().name();
        }

        @GetMapping("/unruled")
        String unruled() {
            return "unruled";
        }

        @PostMapping("/echo")
        Mono<Integer> echo(@RequestBody Mono<String> body) {
            return body.map(String::length);
        }

        @GetMapping("/notes/{owner}")
        @Permit({IsAuthenticated.class, OwnsNote.class})
        Mono<Note> note(@PathVariable String owner) {
            return objects.require(owner.equals("missing") ? Mono.empty() : Mono.just(new Note(owner, "hello")));
        }

        @GetMapping("/careless/{owner}")
        @Permit({IsAuthenticated.class, OwnsNote.class})
        Mono<Note> careless(@PathVariable String owner) {
            return Mono.just(new Note(owner, "hello"));
        }

        @GetMapping("/careless-stream/{owner}")
        @Permit({IsAuthenticated.class, OwnsNote.class})
        Flux<Note> carelessStream(@PathVariable String owner) {
            return Flux.just(new Note(owner, "hello"), new Note(owner, "again"));
        }

        /** The second call is written on another thread. */
        @GetMapping("/call")
        Mono<String> call(@RequestParam String to) {
            return get(to).flatMap(first -> get(to).map(second -> first + " " + second));
        }

        private Mono<String> get(String to) {
            return web.get().uri(to).retrieve().bodyToMono(String.class);
        }
    }
}
