package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import dev.keycard.permission.ObjectAccess;
import dev.keycard.permission.Permission;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.ObjectGuard;
import dev.keycard.spring.rules.Handling;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Checks objects for the request of the calling thread. Thread-safe. */
@Internal
public final class RequestObjectGuard implements ObjectGuard {

    private final ServletGate gate;

    public RequestObjectGuard(ServletGate gate) {
        this.gate = gate;
    }

    @Override
    public <T> T require(T object) {
        HttpServletRequest request = request();
        return require(request, RequestHandling.of(request).ownRule(), object);
    }

    @Override
    public <T> T require(Permission rule, T object) {
        return require(request(), rule, object);
    }

    private <T> T require(HttpServletRequest request, Permission rule, T object) {
        Handling handling = RequestHandling.of(request);
        T checked = ObjectAccess.require(rule, gate.request(request), handling.principal(), object);
        handling.objectChecked();
        return checked;
    }

    private static HttpServletRequest request() {
        if (RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes attributes) {
            return attributes.getRequest();
        }
        throw new IllegalStateException("there is no request of a servlet on this thread");
    }
}
