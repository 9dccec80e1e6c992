package dev.keycard.grpc;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.Request;
import dev.keycard.permission.ObjectAccess;
import dev.keycard.permission.Permission;
import io.grpc.Context;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The call that is being answered, for the services. It comes from the {@link Context}; other threads have it only if the context
 * is taken there, as by {@link Context#wrap(Runnable)}. Stateless.
 */
public final class KeycardGrpc {

    private static final Context.Key<CallInContext> CALL = Context.key("keycard-call");

    private KeycardGrpc() {}

    /** The call as permissions see it, and its principal at the last check. */
    private record CallInContext(Request request, Supplier<Principal> principal) {}

    static Context in(Context context, Request request, Supplier<Principal> principal) {
        return context.withValue(CALL, new CallInContext(request, principal));
    }

    /**
     * Who the call comes from, with the rights of the last check, which a stream has at each message; anonymous if it has no
     * credential, or if there is no guarded call in this context.
     */
    public static Principal principal() {
        CallInContext call = CALL.get();
        return call == null ? Anonymous.ANONYMOUS : call.principal().get();
    }

    /** The user of the call; empty if it is anonymous. */
    public static Optional<AuthenticatedPrincipal> signedIn() {
        return principal() instanceof AuthenticatedPrincipal signedIn ? Optional.of(signedIn) : Optional.empty();
    }

    /**
     * Returns the object if the principal of the call may make it about this object. The interceptor turns the refusal into the
     * status of the call.
     *
     * @throws ApiError as {@link ObjectAccess#require} says
     * @throws IllegalStateException if there is no guarded call in this context
     */
    public static <T> T require(Permission permission, T object) {
        @Nullable CallInContext call = CALL.get();
        if (call == null) {
            throw new IllegalStateException(
                    "no call that the interceptor has admitted is in the context of this thread");
        }
        return ObjectAccess.require(permission, call.request(), call.principal().get(), object);
    }
}
