package dev.keycard.benchmarks.spring.app;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The floor: nothing is guarded, and nothing of Spring Security is on the class path. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class BareApplication {

    public static void main(String[] arguments) {
        Started.ready(Started.start(BareApplication.class, arguments));
    }

    @GetMapping("/api/me")
    Me me() {
        return new Me("01932345-6789-7abc-8def-0123456789ab");
    }

    @GetMapping("/open")
    Me open() {
        return new Me("");
    }
}
