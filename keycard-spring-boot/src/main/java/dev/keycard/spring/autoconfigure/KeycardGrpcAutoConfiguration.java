package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.grpc.KeycardInterceptor;
import dev.keycard.http.ApiError;
import dev.keycard.spring.grpc.GrpcChecks;
import dev.keycard.spring.grpc.GrpcRules;
import dev.keycard.spring.grpc.SecurityContextInterceptor;
import dev.keycard.spring.propagation.PropagationHosts;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.ServerBuilderCustomizer;
import org.springframework.grpc.server.exception.GrpcExceptionHandler;
import org.springframework.security.config.Customizer;
import org.springframework.security.core.context.SecurityContextHolder;

/** Guards every service of Spring Boot's gRPC server. */
@Internal
@AutoConfiguration(
        after = {KeycardEngineAutoConfiguration.class, KeycardResourceAutoConfiguration.class},
        afterName = "org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration",
        before = KeycardEnforcementAutoConfiguration.class)
@ConditionalOnClass({ServerBuilderCustomizer.class, BindableService.class, SecurityContextHolder.class})
@ConditionalOnBean(value = KeycardGuard.class, type = "org.springframework.grpc.server.service.GrpcServiceDiscoverer")
public final class KeycardGrpcAutoConfiguration {

    @Bean
    GrpcRules keycardGrpcRules(ListableBeanFactory beans, KeycardGuard guard) {
        return new GrpcRules(beans.getBeansOfType(BindableService.class), guard.rules(beans));
    }

    @Bean
    GrpcChecks keycardGrpcChecks() {
        return new GrpcChecks();
    }

    @Bean
    @ConditionalOnMissingBean
    KeycardInterceptor keycardInterceptor(
            KeycardGuard guard,
            GrpcRules rules,
            GrpcChecks checks,
            ObjectProvider<Customizer<KeycardInterceptor.Builder>> customizers) {
        KeycardInterceptor.Builder builder = KeycardInterceptor.builder(
                        guard.gate(), guard.refusals(), checks.executor())
                .permission(guard.defaultPermission());
        rules.addTo(builder);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        KeycardInterceptor interceptor = builder.build();
        rules.check(interceptor);
        return interceptor;
    }

    /**
     * On the server itself, and not on each service: a filter of interceptors cannot leave it out there. What is added last is
     * called first.
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    <T extends ServerBuilder<T>> ServerBuilderCustomizer<T> keycardServerBuilder(
            KeycardInterceptor interceptor, ObjectProvider<PropagationHosts> hosts) {
        boolean keepsTokens = hosts.getIfAvailable() != null;
        return builder ->
                builder.intercept(new SecurityContextInterceptor(keepsTokens)).intercept(interceptor);
    }

    /** Spring would make an unknown fault of a refusal; with its cause, the interceptor turns it into the status. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    GrpcExceptionHandler keycardGrpcExceptionHandler() {
        return thrown ->
                thrown instanceof ApiError ? Status.UNKNOWN.withCause(thrown).asException(new Metadata()) : null;
    }
}
