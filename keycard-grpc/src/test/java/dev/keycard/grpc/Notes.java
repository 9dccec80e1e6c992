package dev.keycard.grpc;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.permission.Permission;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A service of an application. */
final class Notes {

    private static final Permission OF_OWNER = Permission.ofObject(
            String.class,
            (request, principal, owner) -> principal instanceof AuthenticatedPrincipal signedIn
                    && signedIn.subject().id().toString().equals(owner));

    /** The names of the methods whose calls were admitted, also if their service has not run yet. */
    final BlockingQueue<String> admitted = new LinkedBlockingQueue<>();

    /** A permit for each message that was given to the server's side of the service, which may wait for more. */
    final Semaphore delivered = new Semaphore(0);

    /** How many calls the service has seen. */
    final AtomicInteger started = new AtomicInteger();

    /** What the service has received in streams, and {@code cancelled} and {@code completed} at their ends. */
    final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    /** The service's side of the newest stream. */
    final BlockingQueue<StreamObserver<String>> streams = new LinkedBlockingQueue<>();

    ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(Texts.SERVICE)
                .addMethod(Texts.WHO, ServerCalls.asyncUnaryCall((text, answer) -> answer(answer, who())))
                .addMethod(Texts.READ, ServerCalls.asyncUnaryCall((text, answer) -> answer(answer, who())))
                .addMethod(Texts.REPORT, ServerCalls.asyncUnaryCall((text, answer) -> answer(answer, "report")))
                .addMethod(Texts.RIGHTS, ServerCalls.asyncUnaryCall((text, answer) -> answer(answer, rights())))
                .addMethod(Texts.ALL_RIGHTS, ServerCalls.asyncBidiStreamingCall(Notes::allRights))
                .addMethod(Texts.CHANGE, ServerCalls.asyncUnaryCall(Notes::owned))
                .addMethod(Texts.SHOW, ServerCalls.asyncUnaryCall(Notes::owned))
                .addMethod(
                        Texts.REFUSE,
                        ServerCalls.asyncUnaryCall(
                                (text, answer) -> answer.onError(new ApiError(ErrorCode.valueOf(text)))))
                .addMethod(Texts.CHAT, ServerCalls.asyncBidiStreamingCall(this::chat))
                .addMethod(Texts.STORE, ServerCalls.asyncClientStreamingCall(this::store))
                .addMethod(Texts.COUNT, ServerCalls.asyncServerStreamingCall(this::count))
                .build();
    }

    /** Notes the calls that are admitted, and their messages. */
    ServerInterceptor admissions() {
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                ServerCall.Listener<Q> listener = next.startCall(call, headers);
                admitted.add(String.valueOf(call.getMethodDescriptor().getBareMethodName()));
                return new SimpleForwardingServerCallListener<>(listener) {
                    @Override
                    public void onMessage(Q message) {
                        super.onMessage(message);
                        delivered.release();
                    }
                };
            }
        };
    }

    private String who() {
        started.incrementAndGet();
        return KeycardGrpc.signedIn()
                .map(user -> user.subject().id().toString())
                .orElse("anonymous");
    }

    private static String rights() {
        return KeycardGrpc.signedIn().orElseThrow().subject().staff() ? "staff" : "none";
    }

    private static StreamObserver<String> allRights(StreamObserver<String> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(String text) {
                answer.onNext(rights());
            }

            @Override
            public void onError(Throwable failed) {}

            @Override
            public void onCompleted() {
                answer.onCompleted();
            }
        };
    }

    private static void owned(String owner, StreamObserver<String> answer) {
        answer(answer, KeycardGrpc.require(OF_OWNER, owner));
    }

    private static void answer(StreamObserver<String> answer, String text) {
        answer.onNext(text);
        answer.onCompleted();
    }

    private void count(String most, StreamObserver<String> answer) {
        started.incrementAndGet();
        for (int i = 0; i < Integer.parseInt(most); i++) {
            answer.onNext(Integer.toString(i));
        }
        answer.onCompleted();
    }

    private StreamObserver<String> store(StreamObserver<String> answer) {
        ((ServerCallStreamObserver<String>) answer).setOnCancelHandler(() -> received.add("cancelled"));
        return new StreamObserver<>() {
            @Override
            public void onNext(String text) {
                received.add(text);
            }

            @Override
            public void onError(Throwable failed) {}

            @Override
            public void onCompleted() {
                received.add("completed");
                answer(answer, "stored");
            }
        };
    }

    private StreamObserver<String> chat(StreamObserver<String> answer) {
        started.incrementAndGet();
        ((ServerCallStreamObserver<String>) answer).setOnCancelHandler(() -> received.add("cancelled"));
        streams.add(answer);
        return new StreamObserver<>() {
            @Override
            public void onNext(String text) {
                received.add(text);
                answer.onNext("heard " + text);
            }

            @Override
            public void onError(Throwable failed) {}

            @Override
            public void onCompleted() {
                received.add("completed");
                answer.onCompleted();
            }
        };
    }
}
