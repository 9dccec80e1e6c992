package dev.keycard.grpc;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.gate.Admitted;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Guarded;
import dev.keycard.gate.WaitingChecks;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checks of one call: before it starts, before each message of a stream, and before a service that has waited long for its
 * client runs. They are made from memory on the thread that asks, or else elsewhere. Thread-safe; never blocks.
 */
final class CallChecks {

    private static final Logger LOG = LoggerFactory.getLogger(CallChecks.class);

    /** The messages of a usual call come at once; later, a revocation may be known. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Gate gate;
    private final WaitingChecks waiting;
    private final CallRequest request;
    private final Guarded endpoint;
    private final LongSupplier nanoClock;
    private volatile @Nullable Admitted admitted;
    private volatile Principal principal = Anonymous.ANONYMOUS;
    private volatile long checkedAt;

    CallChecks(Gate gate, WaitingChecks waiting, CallRequest request, Guarded endpoint, LongSupplier nanoClock) {
        this.gate = gate;
        this.waiting = waiting;
        this.request = request;
        this.endpoint = endpoint;
        this.nanoClock = nanoClock;
    }

    /** Null if the call is admitted. */
    @Nullable CompletableFuture<?> admit() {
        return make(() -> gate.passFromMemory(request, endpoint), () -> gate.pass(request, endpoint), this::keep);
    }

    private void keep(Admitted passed) {
        admitted = passed;
        principal = passed.principal();
    }

    /** The result of {@link #admit}, after it has passed. */
    Admitted admitted() {
        return Objects.requireNonNull(admitted, "the call was not admitted");
    }

    /** Who the call comes from, as the last check has found them. */
    Principal principal() {
        return principal;
    }

    /** Null if the call would still be admitted. */
    @Nullable CompletableFuture<?> recheck() {
        return make(
                () -> gate.recheckFromMemory(request, endpoint),
                () -> gate.recheck(request, endpoint),
                this::requireSame);
    }

    /** The same, but a check that has just passed is enough. */
    @Nullable CompletableFuture<?> recheckIfOld() {
        return nanoClock.getAsLong() - checkedAt < FRESH_NANOS ? null : recheck();
    }

    private <T> @Nullable CompletableFuture<?> make(
            Supplier<Optional<T>> fromMemory, Supplier<T> inFull, Consumer<T> passed) {
        long begun = nanoClock.getAsLong();
        Optional<T> known = failingClosed(fromMemory);
        if (known.isEmpty()) {
            return waiting.make(() -> inFull(inFull, passed));
        }
        passed.accept(known.get());
        checkedAt = begun;
        return null;
    }

    private <T> T inFull(Supplier<T> check, Consumer<T> passed) {
        long begun = nanoClock.getAsLong();
        T result = failingClosed(check);
        passed.accept(result);
        checkedAt = begun;
        return result;
    }

    /** The service was given a user, so the call must not go on as that of somebody else, or as an anonymous one. */
    private void requireSame(Principal now) {
        if (!(now instanceof AuthenticatedPrincipal later
                && admitted().principal() instanceof AuthenticatedPrincipal first
                && later.subject().id().equals(first.subject().id()))) {
            throw new ApiError(ErrorCode.NOT_AUTHENTICATED);
        }
        principal = now;
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
