package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keycard.spring.Running.Member;
import dev.keycard.spring.grpc.GrpcApplication;
import dev.keycard.spring.grpc.Texts;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring Boot's gRPC server with the starter, in an application that has no web server. */
class GrpcTest {

    private static final String[] SERVER = {
        "--spring.main.web-application-type=none",
        "--spring.grpc.server.inprocess.name=keycard-test",
        "--spring.grpc.server.port=-1",
        "--spring.grpc.server.reflection.enabled=true"
    };

    @TempDir
    private static Path data;

    private static Running application;
    private static ManagedChannel channel;

    /** Its rule stands on what is no method of the service. */
    @Configuration(proxyBeanMethods = false)
    static class OnAHelper {

        @Bean
        BindableService helped() {
            return new Helped();
        }
    }

    static class Helped implements BindableService {

        @Override
        public ServerServiceDefinition bindService() {
            return ServerServiceDefinition.builder("helped.Helped").build();
        }

        @Permit(IsAdminUser.class)
        public String helper() {
            return "secret";
        }
    }

    private static Running start(Path folder, Class<?>... sources) {
        String[] all = new String[SERVER.length + 1];
        System.arraycopy(SERVER, 0, all, 0, SERVER.length);
        all[SERVER.length] = "--keycard.data=" + folder;
        return Running.startAlone(sources, all);
    }

    @BeforeAll
    static void start() {
        application = start(data, GrpcApplication.class);
        channel = InProcessChannelBuilder.forName("keycard-test").build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        application.close();
    }

    private static String call(String method, String authorization) {
        Metadata headers = new Metadata();
        if (!authorization.isEmpty()) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
        }
        Channel with = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
        return ClientCalls.blockingUnaryCall(with, Texts.method(method), CallOptions.DEFAULT, "text");
    }

    private static Status.Code refusal(String method, String authorization) {
        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> call(method, authorization));
        return refused.getStatus().getCode();
    }

    @Test
    void user_isInBothContexts() {
        Member ada = application.member("ada");
        assertThat(call("Who", ada.bearer())).isEqualTo(ada.id() + " " + ada.id());
        assertThat(call("Who", "Token " + ada.unlimitedToken())).isEqualTo(ada.id() + " " + ada.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Who", "Report", "Named", "Refuse", "Secured"})
    void withoutACredential_nothingElseIsOpen(String method) {
        assertThat(refusal(method, "")).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(call("Open", "")).isEqualTo("open");
    }

    @Test
    void badCredential_isRefused_alsoWhereEverybodyMayCall() {
        assertThat(refusal("Open", "Bearer x.y.z")).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void rules_decide_byAnnotation_byName_andBySpring() {
        String bob = application.member("bob").bearer();
        String boss = application.staff("boss").bearer();
        for (String method : new String[] {"Report", "Named", "Secured"}) {
            assertThat(refusal(method, bob)).isEqualTo(Status.Code.PERMISSION_DENIED);
        }
        assertThat(call("Report", boss)).isEqualTo("report");
        assertThat(call("Named", boss)).isNotEmpty();
        assertThat(call("Secured", boss)).isEqualTo("all");
    }

    @Test
    void refusalOfAService_isItsStatus() {
        assertThat(refusal("Refuse", application.member("cay").bearer())).isEqualTo(Status.Code.NOT_FOUND);
    }

    /** Probes have no credentials; the reflection shows what there is, and has the default permission. */
    @Test
    void health_isOpen_andReflectionIsNot() throws InterruptedException {
        assertThat(HealthGrpc.newBlockingStub(channel)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus())
                .isEqualTo(ServingStatus.SERVING);
        BlockingQueue<Status.Code> ended = new ArrayBlockingQueue<>(1);
        ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse shown) {}

            @Override
            public void onError(Throwable refused) {
                ended.add(Status.fromThrowable(refused).getCode());
            }

            @Override
            public void onCompleted() {
                ended.add(Status.Code.OK);
            }
        });
        assertThat(ended.poll(10, TimeUnit.SECONDS)).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void limitedToken_isRefused() {
        assertThat(refusal("Who", "Token " + application.member("dan").apiToken("notes")))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void ruleThatIsOnNoMethod_keepsTheApplicationFromStarting(@TempDir Path other) {
        assertThatThrownBy(() ->
                        start(other, OnAHelper.class, GrpcApplication.class).close())
                .hasStackTraceContaining("would not be enforced");
    }
}
