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
        CallerContext context = new CallerContext(signedIn, caller);
        return new Listener<>(in(context.now(), () -> next.startCall(call, headers)), context, caller);
    }

    /**
     * The security context of a call. Each check of a stream finds anew which rights the user has; then there is another context,
     * because other threads may have the one of before. For one event at a time.
     */
    private static final class CallerContext {

        private final @Nullable CallerToken caller;
        private AuthenticatedPrincipal known;
        private SecurityContext context;

        CallerContext(AuthenticatedPrincipal known, @Nullable CallerToken caller) {
            this.caller = caller;
            this.known = known;
            this.context = made(known, caller);
        }

        private static SecurityContext made(AuthenticatedPrincipal known, @Nullable CallerToken caller) {
            SecurityContext made = SecurityContextHolder.createEmptyContext();
            made.setAuthentication(caller == null ? new KeycardAuthentication(known) : caller.authentication(known));
            return made;
        }

        SecurityContext now() {
            AuthenticatedPrincipal latest = KeycardGrpc.signedIn().orElse(known);
            if (!latest.equals(known)) {
                known = latest;
                context = made(latest, caller);
            }
            return context;
        }
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

        private final CallerContext context;
        private final @Nullable CallerToken caller;

        Listener(ServerCall.Listener<Q> service, CallerContext context, @Nullable CallerToken caller) {
            super(service);
            this.context = context;
            this.caller = caller;
        }

        private void run(Runnable event) {
            in(context.now(), () -> {
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
