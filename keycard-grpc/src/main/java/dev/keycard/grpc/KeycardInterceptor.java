package dev.keycard.grpc;

import dev.keycard.address.ClientAddresses;
import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.crypto.Entropy;
import dev.keycard.gate.Admitted;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Refusals;
import dev.keycard.gate.WaitingChecks;
import dev.keycard.http.RequestIds;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Checks the calls of a gRPC server: the credential in the metadata {@code authorization}, the permission of the method, and the
 * rates. A refused call ends with a status, and its service does not see it. In a stream, each message in either direction needs
 * a credential that is still good, because a stream may go on for long after its first check. A client may also begin a call and
 * send its message much later; then the credential is checked once more.
 *
 * <p>It is to be the first of the interceptors that may see refused calls. Thread-safe; never blocks: what memory cannot decide
 * is checked on an executor, and the call goes on there.
 */
public final class KeycardInterceptor implements ServerInterceptor {

    private final Gate gate;
    private final MethodRules rules;
    private final CallRefusals refusals;
    private final WaitingChecks waiting;
    private final RequestIds ids = new RequestIds(Entropy.secure());
    private final ClientAddresses clients;
    private final boolean rechecksStreams;
    private final LongSupplier nanoClock;

    private KeycardInterceptor(Builder builder) {
        this.gate = builder.gate;
        this.rules = new MethodRules(builder.named, builder.permission);
        this.refusals = new CallRefusals(builder.refusals);
        this.waiting = new WaitingChecks(builder.executor, builder.mostWaiting);
        this.clients = builder.clients;
        this.rechecksStreams = builder.rechecksStreams;
        this.nanoClock = builder.nanoClock;
    }

    /**
     * Starts to make an interceptor.
     *
     * @param gate checks credentials and rates
     * @param refusals words what the gate refuses
     * @param executor where checks wait that memory cannot decide, such as of an API token that was not seen lately; the call
     *     then goes on there, so it is usually the executor of the server
     */
    public static Builder builder(Gate gate, Refusals refusals, Executor executor) {
        return new Builder(gate, refusals, executor);
    }

    /**
     * Checks that each permission is for one of these services or methods; to be called before the server starts.
     *
     * @throws IllegalArgumentException if not: a misspelt name would leave the method to the common permission
     */
    public void checkAgainst(Iterable<ServerServiceDefinition> services) {
        rules.checkAgainst(services);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        CallRequest request = CallRequest.of(call, headers, ids, clients);
        CallChecks checks =
                new CallChecks(gate, waiting, request, rules.endpoint(call.getMethodDescriptor(), request), nanoClock);
        GuardedCall<Q, R> guarded = new GuardedCall<>(call, request, refusals);
        Context context = Context.current();
        guarded.listener().start(checks::admit, () -> {
            Admitted admitted = checks.admitted();
            guarded.counted(admitted.counted());
            // What is open to everybody stays so.
            if (admitted.principal() instanceof AuthenticatedPrincipal) {
                recheck(guarded, checks);
            }
            return Contexts.interceptCall(KeycardGrpc.in(context, request, checks::principal), guarded, headers, next);
        });
        return guarded.listener();
    }

    /**
     * The service of a call with one message of the client runs when the client ends it, which may be long after the call was
     * admitted.
     */
    private void recheck(GuardedCall<?, ?> call, CallChecks checks) {
        MethodType type = call.getMethodDescriptor().getType();
        if (type != MethodType.UNARY && rechecksStreams) {
            call.recheckedBy(checks::recheck);
        } else if (type.clientSendsOneMessage()) {
            call.startsBehind(checks::recheckIfOld);
        }
    }

    /** Makes an interceptor. Not thread-safe. */
    public static final class Builder {

        private static final int MOST_WAITING = 1_000;

        private final Gate gate;
        private final Refusals refusals;
        private final Executor executor;
        private final Map<String, Permission> named = new HashMap<>();
        private Permission permission = Permissions.IS_AUTHENTICATED;
        private ClientAddresses clients = ClientAddresses.ofConnections();
        private int mostWaiting = MOST_WAITING;
        private boolean rechecksStreams = true;
        private LongSupplier nanoClock = System::nanoTime;

        private Builder(Gate gate, Refusals refusals, Executor executor) {
            this.gate = gate;
            this.refusals = refusals;
            this.executor = executor;
        }

        /** The permission for all methods that have none of their own; signed-in users by default. */
        public Builder permission(Permission rule) {
            permission = rule;
            return this;
        }

        /** The permission for a service, such as {@code orders.Orders}, or for a method, such as {@code orders.Orders/Cancel}. */
        public Builder permission(String name, Permission rule) {
            named.put(name, rule);
            return this;
        }

        /** How many checks may wait for the executor or run there; more calls end with {@code UNAVAILABLE}. Default 1,000. */
        public Builder mostWaiting(int calls) {
            mostWaiting = calls;
            return this;
        }

        /**
         * Checks a stream only until its service has started: it goes on after its token has expired, its login has ended, or
         * its user has lost the right to it. A service that is given one message starts when the client has sent all of it.
         */
        public Builder streamsOutliveTheirCredentials() {
            rechecksStreams = false;
            return this;
        }

        /** How the addresses of clients are found; by default they are those of the connections. */
        @Internal
        public Builder clients(ClientAddresses addresses) {
            clients = addresses;
            return this;
        }

        /** What measures how long ago a call was checked, as {@link System#nanoTime()} by default. */
        @Internal
        public Builder nanoClock(LongSupplier clock) {
            nanoClock = clock;
            return this;
        }

        /** Makes the interceptor. */
        public KeycardInterceptor build() {
            return new KeycardInterceptor(this);
        }
    }
}
