package dev.keycard.spring.grpc;

import dev.keycard.api.Internal;
import dev.keycard.grpc.KeycardInterceptor;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.spring.Permit;
import dev.keycard.spring.Places;
import dev.keycard.spring.rules.EnforcedElsewhere;
import dev.keycard.spring.rules.PermitRules;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/**
 * The rules that {@link Permit} sets on gRPC services and their methods, whose names in Java are those that gRPC generates.
 * Immutable.
 */
@Internal
public final class GrpcRules implements EnforcedElsewhere {

    private static final String HEALTH = "grpc.health.v1.Health";

    private final Map<String, BindableService> services;
    private final List<ServerServiceDefinition> definitions;
    private final Map<String, Permission> named = new LinkedHashMap<>();

    /**
     * Makes all rules.
     *
     * @param services the services of the server, by the names of their beans
     * @throws IllegalStateException for a mistake in a rule, and for a rule that nothing would enforce
     */
    public GrpcRules(Map<String, BindableService> services, PermitRules rules) {
        this.services = Map.copyOf(services);
        this.definitions =
                services.values().stream().map(BindableService::bindService).toList();
        services.values().forEach(service -> add(service, rules));
    }

    private void add(BindableService service, PermitRules rules) {
        Class<?> type = AopUtils.getTargetClass(service);
        ServerServiceDefinition definition = service.bindService();
        String name = definition.getServiceDescriptor().getName();
        if (name.equals(HEALTH)) {
            // Probes have no credentials.
            named.put(name, Permissions.ALLOW_ANY);
        }
        rules.of(type).ifPresent(rule -> named.put(name, rule));
        for (Method method : Places.methods(type, known -> known.isPresent(Permit.class))) {
            String full = fullName(method, definition.getServiceDescriptor().getMethods());
            if (full == null) {
                throw new IllegalStateException("@Permit on " + method + " would not be enforced: the service " + name
                        + " has no method of this name");
            }
            rules.of(method, type).ifPresent(rule -> named.put(full, rule));
        }
    }

    /** Null if it is none of the service. */
    private static @Nullable String fullName(Method method, Collection<MethodDescriptor<?, ?>> methods) {
        return methods.stream()
                .filter(known -> isNamed(method.getName(), String.valueOf(known.getBareMethodName())))
                .map(MethodDescriptor::getFullMethodName)
                .findFirst()
                .orElse(null);
    }

    /** A name that is a keyword of Java has an underscore behind it. */
    private static boolean isNamed(String java, String grpc) {
        String expected = lowerCamel(grpc);
        return java.equals(expected) || java.equals(expected + "_");
    }

    /** As gRPC generates it. */
    private static String lowerCamel(String name) {
        StringBuilder camel = new StringBuilder();
        camel.append(Character.toLowerCase(name.charAt(0)));
        boolean upper = false;
        for (char c : name.substring(1).toCharArray()) {
            if (c != '_') {
                camel.append(upper ? Character.toUpperCase(c) : c);
            }
            upper = c == '_';
        }
        return camel.toString();
    }

    /** Adds them to an interceptor that is being made. */
    public void addTo(KeycardInterceptor.Builder interceptor) {
        named.forEach(interceptor::permission);
    }

    /** Checks that an interceptor has rules for these services only. */
    public void check(KeycardInterceptor interceptor) {
        interceptor.checkAgainst(definitions);
    }

    @Override
    public boolean enforces(String bean) {
        return services.containsKey(bean);
    }
}
