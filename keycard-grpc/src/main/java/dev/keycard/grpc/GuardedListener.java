package dev.keycard.grpc;

import dev.keycard.http.ApiError;
import io.grpc.ServerCall;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the events of a call to its service, which starts when the call is admitted. What comes earlier, or while a message is
 * checked, waits and keeps its order; little can come, because messages come on request. An {@link ApiError} that the
 * service throws ends the call.
 */
final class GuardedListener<Q> extends ServerCall.Listener<Q> {

    private static final int MOST_WAITING = 64;

    private final GuardedCall<Q, ?> call;
    private final OrderedEvents incoming;
    private ServerCall.@Nullable Listener<Q> service;

    GuardedListener(GuardedCall<Q, ?> call) {
        this.call = call;
        this.incoming = new OrderedEvents(MOST_WAITING, call::refuse);
    }

    /** Starts the service when the check has passed. */
    void start(OrderedEvents.Check admission, Supplier<ServerCall.Listener<Q>> starting) {
        incoming.add(admission, guarded(() -> service = starting.get()));
    }

    /** The call can take messages again. */
    void ready() {
        onReady();
    }

    /** The call was refused: the service, if it has started, sees the end, and nothing afterwards. */
    void cancel() {
        onCancel();
    }

    @Override
    public void onMessage(Q message) {
        incoming.add(call::checkArrival, guarded(() -> {
            call.delivered();
            if (service != null) {
                service.onMessage(message);
            }
        }));
    }

    @Override
    public void onHalfClose() {
        incoming.add(call::checkArrival, guarded(() -> {
            if (service != null) {
                service.onHalfClose();
            }
        }));
    }

    @Override
    public void onReady() {
        incoming.add(guarded(() -> {
            if (service != null) {
                service.onReady();
            }
        }));
    }

    @Override
    public void onCancel() {
        incoming.last(guarded(() -> {
            if (service != null) {
                service.onCancel();
            }
        }));
    }

    @Override
    public void onComplete() {
        incoming.add(guarded(() -> {
            if (service != null) {
                service.onComplete();
            }
        }));
    }

    /** After a refusal, a service may fail because it cannot send any more. */
    private Runnable guarded(Runnable event) {
        return () -> {
            try {
                event.run();
            } catch (ApiError refusal) {
                call.refuse(refusal);
            } catch (RuntimeException fault) {
                if (!call.isRefused()) {
                    throw fault;
                }
            }
        };
    }
}
