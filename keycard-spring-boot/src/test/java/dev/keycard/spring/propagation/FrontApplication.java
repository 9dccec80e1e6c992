package dev.keycard.spring.propagation;

import feign.Capability;
import feign.Feign;
import feign.RequestLine;
import feign.Target;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutor;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Mono;

/** An application that answers by calls to other services, in each way that Spring has. */
@SpringBootApplication
@EnableAsync
@ImportHttpServices(group = "echo", types = FrontApplication.EchoService.class)
public class FrontApplication {

    /** An HTTP service of Spring; its address is a property. */
    public interface EchoService {
        @GetExchange("/echo")
        String echo();
    }

    /** The same for OpenFeign. */
    interface EchoFeign {
        @RequestLine("GET ")
        String echo();
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService threads() {
        return Executors.newCachedThreadPool();
    }

    @Bean
    Executor taskExecutor(ExecutorService threads) {
        return new DelegatingSecurityContextExecutor(threads);
    }

    /** Calls on another thread. */
    @Component
    public static class Later {

        private final RestClient rest;

        Later(RestClient.Builder rest) {
            this.rest = rest.build();
        }

        /** The answer, at once. */
        @Async("taskExecutor")
        public CompletableFuture<String> call(String to) {
            return CompletableFuture.completedFuture(
                    rest.get().uri(to).retrieve().body(String.class));
        }

        /** The fault of a call after the request, however long it takes until that is over. */
        @Async("taskExecutor")
        public CompletableFuture<String> callUntilRefused(String to) throws InterruptedException {
            for (int i = 0; i < 500; i++) {
                try {
                    rest.get().uri(to).retrieve().body(String.class);
                } catch (IllegalStateException over) {
                    return CompletableFuture.completedFuture(String.valueOf(over.getMessage()));
                }
                Thread.sleep(10);
            }
            return CompletableFuture.completedFuture("the token was sent after 5 s");
        }
    }

    /** Each path calls in its own way. */
    @RestController
    static class Calls {

        private final RestClient rest;
        private final WebClient web;
        private final RestTemplateBuilder templates;
        private final EchoService echo;
        private final Capability feign;
        private final Later later;
        private volatile CompletableFuture<String> refused = new CompletableFuture<>();

        Calls(
                RestClient.Builder rest,
                WebClient.Builder web,
                RestTemplateBuilder templates,
                EchoService echo,
                Capability feign,
                Later later) {
            this.rest = rest.build();
            this.web = web.build();
            this.templates = templates;
            this.echo = echo;
            this.feign = feign;
            this.later = later;
        }

        @GetMapping("/rest")
        String rest(@RequestParam String to) {
            return rest.get()
                    .uri(to)
                    .exchange((request, answer) -> answer.getStatusCode() + " " + answer.bodyTo(String.class));
        }

        @GetMapping("/rest-post")
        String post(@RequestParam String to) {
            return "" + rest.post().uri(to).body("body").retrieve().body(String.class);
        }

        @GetMapping("/rest-own")
        String own(@RequestParam String to) {
            return ""
                    + rest.get()
                            .uri(to)
                            .header("Authorization", "Basic b3duOm93bg==")
                            .retrieve()
                            .body(String.class);
        }

        @GetMapping("/template")
        String template(@RequestParam String to) {
            return "" + templates.build().getForObject(to, String.class);
        }

        @GetMapping("/web")
        String web(@RequestParam String to) {
            return "" + call(to).block();
        }

        @GetMapping("/web-own")
        String webOwn(@RequestParam String to) {
            return ""
                    + web.get()
                            .uri(to)
                            .header("Authorization", "Basic b3duOm93bg==")
                            .retrieve()
                            .bodyToMono(String.class)
                            .block();
        }

        @GetMapping("/mono")
        Mono<String> mono(@RequestParam String to) {
            return call(to);
        }

        private Mono<String> call(String to) {
            return web.get()
                    .uri(to)
                    .exchangeToMono(answer -> answer.bodyToMono(String.class)
                            .defaultIfEmpty("")
                            .map(body -> answer.statusCode() + " " + body));
        }

        @GetMapping("/async")
        CompletableFuture<String> async(@RequestParam String to) {
            return later.call(to);
        }

        @GetMapping("/late")
        String late(@RequestParam String to) throws InterruptedException {
            refused = later.callUntilRefused(to);
            return "begun";
        }

        @GetMapping("/late-result")
        String lateResult() {
            return refused.join();
        }

        @GetMapping("/group")
        String group() {
            return echo.echo();
        }

        @GetMapping("/feign")
        String feign(@RequestParam String to) {
            return Feign.builder()
                    .addCapability(feign)
                    .target(new Target.HardCodedTarget<>(EchoFeign.class, to))
                    .echo();
        }
    }
}
