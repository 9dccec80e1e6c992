package dev.keycard.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls a server. */
final class Caller {

    private static final Metadata.Key<String> AUTHORIZATION = CallRequest.key("authorization");
    private static final long PATIENCE = 20;

    private final ManagedChannel channel;

    Caller(ManagedChannel channel) {
        this.channel = channel;
    }

    /** The metadata with these credentials, in this order. */
    static Metadata with(String... authorizations) {
        Metadata headers = new Metadata();
        for (String value : authorizations) {
            headers.put(AUTHORIZATION, value);
        }
        return headers;
    }

    /** The metadata with bytes of ISO 8859-1 as {@code authorization}. */
    static Metadata bytes(String authorization) {
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", new Metadata.AsciiMarshaller<String>() {
                    @Override
                    public String toAsciiString(String value) {
                        return value;
                    }

                    @Override
                    public String parseAsciiString(String serialized) {
                        return serialized;
                    }
                }),
                new String(authorization.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1));
        return headers;
    }

    private Channel channel(Metadata headers) {
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static CallOptions patient() {
        return CallOptions.DEFAULT.withDeadlineAfter(PATIENCE, TimeUnit.SECONDS);
    }

    String call(MethodDescriptor<String, String> method, String text, String... authorizations) {
        return call(method, text, with(authorizations));
    }

    String call(MethodDescriptor<String, String> method, String text, Metadata headers) {
        return ClientCalls.blockingUnaryCall(channel(headers), method, patient(), text);
    }

    /** The refusal of a call that must not be admitted. */
    StatusRuntimeException refusal(MethodDescriptor<String, String> method, String text, String... authorizations) {
        return refusal(method, text, with(authorizations));
    }

    StatusRuntimeException refusal(MethodDescriptor<String, String> method, String text, Metadata headers) {
        try {
            throw new AssertionError("was answered with " + call(method, text, headers));
        } catch (StatusRuntimeException refused) {
            return refused;
        }
    }

    static @Nullable String trailer(StatusRuntimeException refused, String name) {
        return Objects.requireNonNull(refused.getTrailers()).get(CallRequest.key(name));
    }

    Iterator<String> count(int most, String... authorizations) {
        return ClientCalls.blockingServerStreamingCall(
                channel(with(authorizations)), Texts.COUNT, patient(), Integer.toString(most));
    }

    Chat chat(String... authorizations) {
        return begin(Texts.CHAT, authorizations);
    }

    /** Sends the head of a call at once, and the rest when the test asks for it, whatever the type of the method. */
    Chat begin(MethodDescriptor<String, String> method, String... authorizations) {
        MethodDescriptor<String, String> inParts =
                method.toBuilder().setType(MethodType.BIDI_STREAMING).build();
        Chat chat = new Chat();
        chat.out =
                ClientCalls.asyncBidiStreamingCall(channel(with(authorizations)).newCall(inParts, patient()), chat);
        return chat;
    }

    /** A stream in both directions. */
    static final class Chat implements StreamObserver<String> {

        private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        private @Nullable StreamObserver<String> out;

        void say(String text) {
            out().onNext(text);
        }

        void complete() {
            out().onCompleted();
        }

        void cancel() {
            out().onError(new InterruptedException("the client goes"));
        }

        private StreamObserver<String> out() {
            return Objects.requireNonNull(out);
        }

        /** The next message, a {@link StatusRuntimeException}, or {@code completed}. */
        Object next() throws InterruptedException {
            return Objects.requireNonNull(events.poll(PATIENCE, TimeUnit.SECONDS), "nothing came");
        }

        StatusRuntimeException end() throws InterruptedException {
            for (Object event = next(); ; event = next()) {
                if (event instanceof StatusRuntimeException ended) {
                    return ended;
                }
            }
        }

        boolean isQuiet() {
            return events.isEmpty();
        }

        @Override
        public void onNext(String text) {
            events.add(text);
        }

        @Override
        public void onError(Throwable ended) {
            events.add(ended);
        }

        @Override
        public void onCompleted() {
            events.add("completed");
        }
    }
}
