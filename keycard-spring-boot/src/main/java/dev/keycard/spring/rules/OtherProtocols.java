package dev.keycard.spring.rules;

import dev.keycard.spring.PermittedBeans;
import dev.keycard.spring.Places;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Methods of controllers that other messages than requests of HTTP reach, such as those of STOMP, RSocket and GraphQL: no guard
 * sees them. Stateless.
 */
final class OtherProtocols {

    /** By their names, because most applications do not have the classes. Further ones, as for JMS and Kafka, stand on these. */
    private static final List<String> ANNOTATIONS = List.of(
            "org.springframework.messaging.handler.annotation.MessageMapping",
            "org.springframework.messaging.simp.annotation.SubscribeMapping",
            "org.springframework.messaging.rsocket.annotation.ConnectMapping",
            "org.springframework.messaging.rsocket.service.RSocketExchange",
            "org.springframework.graphql.data.method.annotation.SchemaMapping",
            "org.springframework.graphql.data.method.annotation.BatchMapping",
            "org.springframework.graphql.data.federation.EntityMapping",
            "com.netflix.graphql.dgs.DgsData",
            "org.springframework.ai.mcp.annotation.McpTool",
            "jakarta.websocket.OnMessage");

    private OtherProtocols() {}

    /** Those of a class, of its superclasses and of their interfaces. */
    static List<Method> of(Class<?> type) {
        return Places.methods(type, found -> ANNOTATIONS.stream().anyMatch(found::isPresent));
    }

    /**
     * Requires that no such method has a rule, or is one of a class that has one.
     *
     * @throws RuleMistake if one does
     */
    static void requireNone(PermittedBeans.Rules rules) {
        of(rules.type()).stream()
                .filter(method -> hasRule(method, rules))
                .findFirst()
                .ifPresent(method -> {
                    throw notEnforced(method, rules);
                });
    }

    private static boolean hasRule(Method method, PermittedBeans.Rules rules) {
        return rules.onType()
                || rules.onMethods().stream().anyMatch(ruled -> Places.isSame(ruled, method, rules.type()));
    }

    private static RuleMistake notEnforced(Method method, PermittedBeans.Rules rules) {
        return new RuleMistake("@Permit on " + rules.type().getName() + " would not be enforced for " + method
                + ", because messages of another protocol than HTTP reach it: move it to a class without @Permit,"
                + " and use @PreAuthorize there");
    }
}
