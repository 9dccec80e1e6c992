package dev.keycard.grpc;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.gate.Admitted;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Guarded;
import dev.keycard.gate.WaitingChecks;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checks of one call: before it starts, and before each message of a stream. They are made from memory on the thread that
 * asks, or else elsewhere. Thread-safe; never blocks.
 */
final class CallChecks {

    private static final Logger LOG = LoggerFactory.getLogger(CallChecks.class);

    private final Gate gate;
    private final WaitingChecks waiting;
    private final CallRequest request;
    private final Guarded endpoint;
    private volatile @Nullable Admitted admitted;

    CallChecks(Gate gate, WaitingChecks waiting, CallRequest request, Guarded endpoint) {
        this.gate = gate;
        this.waiting = waiting;
        this.request = request;
        this.endpoint = endpoint;
    }

    /** Null if the call is admitted. */
    @Nullable CompletableFuture<?> admit() {
        Optional<Admitted> known = failingClosed(() -> gate.passFromMemory(request, endpoint));
        if (known.isPresent()) {
            admitted = known.get();
            return null;
        }
        return waiting.make(() -> failingClosed(() -> admitted = gate.pass(request, endpoint)));
    }

    /** The result of {@link #admit}, after it has passed. */
    Admitted admitted() {
        return Objects.requireNonNull(admitted, "the call was not admitted");
    }

    /** Null if the call would still be admitted. */
    @Nullable CompletableFuture<?> recheck() {
        Optional<Principal> known = failingClosed(() -> gate.recheckFromMemory(request, endpoint));
        if (known.isPresent()) {
            requireSame(known.get());
            return null;
        }
        return waiting.make(() -> failingClosed(() -> requireSame(gate.recheck(request, endpoint))));
    }

    /** The service was given a user, so the call must not go on as that of somebody else, or as an anonymous one. */
    private Principal requireSame(Principal now) {
        if (now instanceof AuthenticatedPrincipal later
                && admitted().principal() instanceof AuthenticatedPrincipal first
                && later.subject().id().equals(first.subject().id())) {
            return now;
        }
        throw new ApiError(ErrorCode.NOT_AUTHENTICATED);
    }

    private <T> T failingClosed(Supplier<T> check) {
        try {
            return check.get();
        } catch (ApiError refusal) {
            throw refusal;
        } catch (RuntimeException fault) {
            LOG.atError()
                    .addKeyValue("request", request.id())
                    .setCause(fault)
                    .log("a check failed, so the call is refused");
            throw new ApiError(ErrorCode.INTERNAL_ERROR);
        }
    }
}
