package dev.keycard.grpc;

import dev.keycard.http.ApiError;
import dev.keycard.http.Response;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call as its service sees it. What the service sends goes out in order, each message of a stream behind its check, and a
 * refusal ends the call from any thread.
 */
final class GuardedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedCall.class);

    /** A service that does not wait until the call is ready may send so many messages during a check. */
    private static final int MOST_HELD = 1_000;

    private final CallRequest request;
    private final CallRefusals refusals;
    private final OrderedEvents outgoing = new OrderedEvents(MOST_HELD, this::refuse);
    private final GuardedListener<Q> listener = new GuardedListener<>(this);
    private final Credit credit;
    private volatile List<Response.Header> counted = List.of();
    private volatile OrderedEvents.@Nullable Check recheck;
    private volatile OrderedEvents.@Nullable Check arrival;
    private volatile boolean refused;
    private volatile boolean ended;
    private volatile boolean unready;

    GuardedCall(ServerCall<Q, R> call, CallRequest request, CallRefusals refusals) {
        super(call);
        this.request = request;
        this.refusals = refusals;
        this.credit = new Credit(call::request);
    }

    GuardedListener<Q> listener() {
        return listener;
    }

    /** Adds these lines to the metadata of the answer. To be called before the service starts. */
    void counted(List<Response.Header> lines) {
        counted = lines;
    }

    /**
     * Makes this check before each message in either direction, and before the end of those of the client. To be called before
     * the service starts.
     */
    void recheckedBy(OrderedEvents.Check check) {
        recheck = check;
        arrival = check;
    }

    /** Makes this check before what the client sends only. To be called before the service starts. */
    void startsBehind(OrderedEvents.Check check) {
        arrival = check;
    }

    /** The check before something of the client is given to the service; it is known when the turn of that has come. */
    @Nullable CompletableFuture<?> checkArrival() {
        OrderedEvents.Check check = arrival;
        return check == null ? null : check.begin();
    }

    boolean isRefused() {
        return refused;
    }

    /** Ends the call by a refusal, or by a fault of the service, unless it has ended; the service sees that it is cancelled. */
    void refuse(Throwable thrown) {
        if (ended) {
            return;
        }
        Throwable fault = thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
        CallRefusals.End end = end(fault);
        refused = true;
        outgoing.last(() -> finish(end.status(), end.trailers()));
        listener.cancel();
    }

    private CallRefusals.End end(Throwable fault) {
        if (fault instanceof ApiError refusal) {
            return refusals.end(request, refusal);
        }
        LOG.atError().addKeyValue("request", request.id()).setCause(fault).log("a service failed");
        return new CallRefusals.End(Status.UNKNOWN.withDescription("Application error processing RPC"), new Metadata());
    }

    /** A message was given to the service. */
    void delivered() {
        if (recheck != null) {
            credit.delivered();
        }
    }

    @Override
    public void request(int messages) {
        if (recheck == null || messages <= 0) {
            super.request(messages);
        } else {
            credit.ask(messages);
        }
    }

    @Override
    public void sendHeaders(Metadata headers) {
        counted.forEach(line -> headers.put(CallRequest.key(line.name()), line.value()));
        outgoing.add(() -> delegate().sendHeaders(headers));
    }

    @Override
    public void sendMessage(R message) {
        outgoing.add(recheck, () -> {
            if (unready) {
                unready = false;
                listener.ready();
            }
            delegate().sendMessage(message);
        });
    }

    /** A service that was given an {@link ApiError} may end the call by it, as by {@code StreamObserver.onError}. */
    @Override
    public void close(Status status, Metadata trailers) {
        if (status.getCode() == Status.Code.UNKNOWN && status.getCause() instanceof ApiError refusal) {
            CallRefusals.End end = refusals.end(request, refusal);
            trailers.merge(end.trailers());
            outgoing.add(() -> finish(end.status(), trailers));
        } else {
            outgoing.add(() -> finish(status, trailers));
        }
    }

    private void finish(Status status, Metadata trailers) {
        if (!ended) {
            ended = true;
            delegate().close(status, trailers);
        }
    }

    @Override
    public boolean isReady() {
        if (outgoing.isHeld()) {
            unready = true;
            return false;
        }
        return !refused && super.isReady();
    }

    @Override
    public boolean isCancelled() {
        return refused || super.isCancelled();
    }
}
