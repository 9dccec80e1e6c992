package dev.keycard.grpc;

import dev.keycard.gate.Refusals;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Response;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns refusals into the end of a call: a status with the message, and trailers with the {@code code} for machines and what the
 * answer in HTTP has as {@code Retry-After} and {@code WWW-Authenticate}. Immutable.
 */
final class CallRefusals {

    /** How a call ends. */
    record End(Status status, Metadata trailers) {}

    private static final Metadata.Key<String> CODE = CallRequest.key("code");
    private static final Set<String> PASSED_ON = Set.of(HeaderNames.RETRY_AFTER, HeaderNames.WWW_AUTHENTICATE);

    private final Refusals refusals;

    CallRefusals(Refusals refusals) {
        this.refusals = refusals;
    }

    End end(CallRequest request, ApiError error) {
        ObjectNode members = refusals.members(request, error);
        Metadata trailers = new Metadata();
        trailers.put(CODE, members.path("code").asString());
        for (Response.Header header : refusals.answer(request, error).headers()) {
            if (PASSED_ON.contains(header.name())) {
                trailers.put(CallRequest.key(header.name()), header.value());
            }
        }
        trailers.put(CallRequest.key(HeaderNames.REQUEST_ID), request.id());
        return new End(
                status(error.code()).withDescription(members.path("detail").asString()), trailers);
    }

    /** As gRPC maps the statuses of HTTP, but 429 is an exhausted resource, and 400 and 404 are the caller's faults. */
    private static Status status(ErrorCode code) {
        return switch (code.status()) {
            case 401 -> Status.UNAUTHENTICATED;
            case 403 -> Status.PERMISSION_DENIED;
            case 404, 410 -> Status.NOT_FOUND;
            case 405 -> Status.UNIMPLEMENTED;
            case 408 -> Status.DEADLINE_EXCEEDED;
            case 409 -> Status.ABORTED;
            case 413, 429, 431 -> Status.RESOURCE_EXHAUSTED;
            case 500 -> Status.INTERNAL;
            case 503 -> Status.UNAVAILABLE;
            default -> Status.INVALID_ARGUMENT;
        };
    }
}
