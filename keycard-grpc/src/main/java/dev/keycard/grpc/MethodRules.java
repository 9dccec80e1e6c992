package dev.keycard.grpc;

import dev.keycard.gate.Access;
import dev.keycard.gate.Guarded;
import dev.keycard.permission.Permission;
import dev.keycard.text.Nearest;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The permissions of methods: a method's own, else that of its service, else the common one. Immutable. */
final class MethodRules {

    private final Map<String, Permission> named;
    private final Permission common;

    MethodRules(Map<String, Permission> named, Permission common) {
        this.named = Map.copyOf(named);
        this.common = common;
    }

    Guarded endpoint(MethodDescriptor<?, ?> method, CallRequest request) {
        return Guarded.of(method.getFullMethodName(), request.method(), Access.guarded(permission(method), false));
    }

    private Permission permission(MethodDescriptor<?, ?> method) {
        Permission own = named.get(method.getFullMethodName());
        return own == null ? ofService(method.getServiceName()) : own;
    }

    private Permission ofService(@Nullable String service) {
        return Objects.requireNonNullElse(service == null ? null : named.get(service), common);
    }

    /** @throws IllegalArgumentException if a name is that of no service and no method */
    void checkAgainst(Iterable<ServerServiceDefinition> services) {
        Set<String> known = new TreeSet<>();
        for (ServerServiceDefinition service : services) {
            known.add(service.getServiceDescriptor().getName());
            service.getMethods()
                    .forEach(method -> known.add(method.getMethodDescriptor().getFullMethodName()));
        }
        for (String name : named.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("there is a permission for " + name
                        + ", and no service or method of that name" + suggestion(name, known));
            }
        }
    }

    private static String suggestion(String name, Set<String> known) {
        return known.isEmpty() ? "" : "; the nearest is " + Nearest.to(name, known);
    }
}
