package dev.keycard.benchmarks.spring.app;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Spring's resource server as Spring Boot makes it: by the key set of {@code
 * spring.security.oauth2.resourceserver.jwt.jwk-set-uri}, or by a secret, for which Spring Boot has no property.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class ResourceServerApplication {

    public static void main(String[] arguments) {
        Started.ready(Started.start(ResourceServerApplication.class, arguments));
    }

    @GetMapping("/api/me")
    Me me(@AuthenticationPrincipal Jwt token) {
        return new Me(Objects.requireNonNull(token.getSubject()));
    }

    /** For tokens of HS256. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("bench.secret")
    static class BySecret {

        @Bean
        JwtDecoder decoder(@Value("${bench.secret}") String secret) {
            return NimbusJwtDecoder.withSecretKey(
                            new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"))
                    .build();
        }
    }
}
