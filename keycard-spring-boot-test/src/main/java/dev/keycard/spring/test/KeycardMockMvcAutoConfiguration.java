package dev.keycard.spring.test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Lets {@link WithKeycardUser} hold for the requests of the {@code MockMvc} of Spring Boot. */
@AutoConfiguration
@ConditionalOnClass(MockMvcBuilderCustomizer.class)
final class KeycardMockMvcAutoConfiguration {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    MockMvcBuilderCustomizer keycardMockMvcCustomizer() {
        return builder -> builder.apply(KeycardRequests.keycard());
    }
}
