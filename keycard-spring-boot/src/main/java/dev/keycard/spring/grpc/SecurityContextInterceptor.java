package dev.keycard.spring.grpc;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.grpc.KeycardGrpc;
import dev.keycard.spring.CallerToken;
import dev.keycard.spring.KeycardAuthentication;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Puts the user of a call into the security context while its service works, event by event: they come on any thread. Behind the
 * interceptor that admits calls. Thread-safe.
 */
@Internal
public final class SecurityContextInterceptor implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final boolean keepsTokens;

    /** @param keepsTokens whether the access token of a call is kept until it is over, for calls to other services */
    public SecurityContextInterceptor(boolean keepsTokens) {
        this.keepsTokens = keepsTokens;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        AuthenticatedPrincipal signedIn = KeycardGrpc.signedIn().orElse(null);
        if (signedIn == null) {
            return next.startCall(call, headers);
        }
        CallerToken caller = keepsTokens ? CallerToken.of(signedIn, headers.get(AUTHORIZATION)) : null;
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                caller == null ? new KeycardAuthentication(signedIn) : caller.authentication(signedIn));
        return new Listener<>(in(context, () -> next.startCall(call, headers)), context, caller);
    }

    private static <T> T in(SecurityContext context, Supplier<T> work) {
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContextHolder.setContext(context);
        try {
            return work.get();
        } finally {
            if (before.getAuthentication() == null) {
                SecurityContextHolder.clearContext();
            } else {
                SecurityContextHolder.setContext(before);
            }
        }
    }

    private static final class Listener<Q> extends SimpleForwardingServerCallListener<Q> {

        private final SecurityContext context;
        private final @Nullable CallerToken caller;

        Listener(ServerCall.Listener<Q> service, SecurityContext context, @Nullable CallerToken caller) {
            super(service);
            this.context = context;
            this.caller = caller;
        }

        private void run(Runnable event) {
            in(context, () -> {
                event.run();
                return true;
            });
        }

        private void end(Runnable event) {
            try {
                run(event);
            } finally {
                if (caller != null) {
                    caller.forget();
                }
            }
        }

        @Override
        public void onMessage(Q message) {
            run(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            run(super::onHalfClose);
        }

        @Override
        public void onReady() {
            run(super::onReady);
        }

        @Override
        public void onCancel() {
            end(super::onCancel);
        }

        @Override
        public void onComplete() {
            end(super::onComplete);
        }
    }
}
