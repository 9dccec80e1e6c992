package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.spring.Running.Member;
import dev.keycard.spring.grpc.Texts;
import dev.keycard.spring.propagation.Recorder;
import dev.keycard.staff.Actor;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.client.RestClient;

/** gRPC services that call other services in the name of their callers. */
class GrpcPropagationTest {

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    @TempDir
    private static Path data;

    private static Recorder named;
    private static Recorder other;
    private static Running application;
    private static Front front;
    private static ManagedChannel channel;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Front front(RestClient.Builder rest) {
            return new Front(rest.build());
        }
    }

    /** Calls the address that each message names. */
    static final class Front implements BindableService {

        private final RestClient rest;
        private final BlockingQueue<SecurityContext> contexts = new LinkedBlockingQueue<>();

        Front(RestClient rest) {
            this.rest = rest;
        }

        @Override
        public ServerServiceDefinition bindService() {
            return ServerServiceDefinition.builder("notes.Notes")
                    .addMethod(Texts.method("Call"), ServerCalls.asyncUnaryCall((to, answer) -> {
                        answer.onNext(call(to));
                        answer.onCompleted();
                    }))
                    .addMethod(Texts.streaming("Calls"), ServerCalls.asyncBidiStreamingCall(this::calls))
                    .build();
        }

        private String call(String to) {
            contexts.add(SecurityContextHolder.getContext());
            return String.valueOf(rest.get().uri(to).retrieve().body(String.class));
        }

        private StreamObserver<String> calls(StreamObserver<String> answer) {
            return new StreamObserver<>() {
                @Override
                public void onNext(String to) {
                    answer.onNext(call(to));
                }

                @Override
                public void onError(Throwable cancelled) {}

                @Override
                public void onCompleted() {
                    answer.onCompleted();
                }
            };
        }

        /** Calls with this context until that is refused; the reason. */
        private String refusal(SecurityContext context, String to) {
            long end = System.nanoTime() + PATIENCE_NANOS;
            SecurityContextHolder.setContext(context);
            try {
                while (System.nanoTime() < end) {
                    rest.get().uri(to).retrieve().body(String.class);
                }
                return "not refused";
            } catch (IllegalStateException over) {
                return String.valueOf(over.getMessage());
            } finally {
                SecurityContextHolder.clearContext();
            }
        }
    }

    @BeforeAll
    static void start() throws IOException {
        named = new Recorder();
        other = new Recorder();
        application = Running.startAlone(
                Application.class,
                "--spring.main.web-application-type=none",
                "--spring.grpc.server.inprocess.name=keycard-front",
                "--spring.grpc.server.port=-1",
                "--keycard.data=" + data,
                "--keycard.propagation.hosts=" + named.host());
        front = application.context().getBean(Front.class);
        channel = InProcessChannelBuilder.forName("keycard-front").build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        application.close();
        named.close();
        other.close();
    }

    private static CallOptions patient() {
        return CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    }

    private static Channel with(String authorization) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static String call(String to, String authorization) {
        return ClientCalls.blockingUnaryCall(with(authorization), Texts.method("Call"), patient(), to);
    }

    /** A stream of a client. */
    private static final class Stream implements StreamObserver<String> {

        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private final StreamObserver<String> calls;

        Stream(String authorization) {
            MethodDescriptor<String, String> method = Texts.streaming("Calls");
            this.calls = ClientCalls.asyncBidiStreamingCall(with(authorization).newCall(method, patient()), this);
        }

        String call(String to) throws InterruptedException {
            calls.onNext(to);
            return Objects.requireNonNull(answers.poll(PATIENCE_NANOS, TimeUnit.NANOSECONDS));
        }

        @Override
        public void onNext(String answer) {
            answers.add(answer);
        }

        @Override
        public void onError(@Nullable Throwable ended) {
            answers.add(String.valueOf(ended));
        }

        @Override
        public void onCompleted() {
            answers.add("completed");
        }
    }

    @Test
    void namedService_getsTheTokenOfTheCaller_andOthersGetNothing() {
        String ada = application.member("ada").bearer();
        String bob = application.member("bob").bearer();
        assertThat(call(named.at("/echo"), ada)).isEqualTo("[" + ada + "]");
        assertThat(call(named.at("/echo"), bob)).isEqualTo("[" + bob + "]");
        assertThat(call(other.at("/echo"), ada)).isEqualTo("[]");
    }

    @Test
    void eachMessageOfAStream_isAnsweredInTheNameOfTheCaller() throws InterruptedException {
        String cay = application.member("cay").bearer();
        Stream stream = new Stream(cay);
        assertThat(stream.call(named.at("/echo"))).isEqualTo("[" + cay + "]");
        assertThat(stream.call(other.at("/echo"))).isEqualTo("[]");
        assertThat(stream.call(named.at("/echo"))).isEqualTo("[" + cay + "]");
        stream.calls.onCompleted();
    }

    @Test
    void apiToken_isNotSentOn() {
        String token = "Token " + application.member("dan").unlimitedToken();
        assertThat(call(named.at("/echo"), token)).isEqualTo("[]");
    }

    @Test
    void afterTheCall_noTokenIsSent() throws InterruptedException {
        front.contexts.clear();
        call(named.at("/echo"), application.member("eve").bearer());
        assertThat(front.refusal(front.contexts.take(), named.at("/echo"))).contains("is over");

        Stream stream = new Stream(application.member("fay").bearer());
        stream.call(named.at("/echo"));
        stream.calls.onError(new InterruptedException("the client goes"));
        assertThat(front.refusal(front.contexts.take(), named.at("/echo"))).contains("is over");
    }

    /** Each message of a stream is checked, and the service works with the rights that the check has found. */
    @Test
    void authorities_areThoseOfTheLastCheck() throws InterruptedException {
        Member gil = application.staff("gil");
        Stream stream = new Stream("Token " + gil.unlimitedToken());
        front.contexts.clear();
        stream.call(named.at("/echo"));
        assertThat(authorities()).contains("STAFF");

        UserEdit edit = UserEdit.of(UserChange.builder().staff(false).build());
        application
                .keycard()
                .users()
                .edit(gil.user().id(), edit, null, new Actor.Operator(AuditContext.at(Instant.now())));
        long end = System.nanoTime() + PATIENCE_NANOS;
        String now;
        do {
            stream.call(named.at("/echo"));
            now = authorities();
        } while (now.contains("STAFF") && System.nanoTime() < end);
        assertThat(now).isEqualTo("[]");
        stream.calls.onCompleted();
    }

    private static String authorities() throws InterruptedException {
        return Objects.requireNonNull(front.contexts.take().getAuthentication())
                .getAuthorities()
                .toString();
    }
}
