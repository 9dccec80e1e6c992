package dev.keycard.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.user.User;
import dev.keycard.web.WebConfig;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client begins calls while its credential is good, and sends the rest of them when it is no longer. */
class HeldCallsTest {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    /** Their services run at the end of the client's messages. */
    private static final List<MethodDescriptor<String, String>> ONE_MESSAGE = List.of(Texts.WHO, Texts.COUNT);

    private final Application application = new Application(WebConfig.defaults());
    private final User ada = application.user("ada");
    private RunningService service;

    @BeforeEach
    void start() throws IOException {
        service = new RunningService(Transport.SOCKET, application.interceptor().build());
    }

    @AfterEach
    void stop() {
        service.close();
        application.close();
    }

    /** Returns when the call has been admitted. */
    private Caller.Chat admitted(MethodDescriptor<String, String> method, String authorization)
            throws InterruptedException {
        Caller.Chat call = service.caller.begin(method, authorization);
        assertThat(service.notes.admitted.poll(20, TimeUnit.SECONDS)).isEqualTo(method.getBareMethodName());
        return call;
    }

    private static void sendRest(Caller.Chat call) {
        call.say("3");
        call.complete();
    }

    private void assertRefused(Caller.Chat call) throws InterruptedException {
        assertThat(call.next()).isInstanceOfSatisfying(StatusRuntimeException.class, ended -> {
            assertThat(ended.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(Caller.trailer(ended, "code")).isEqualTo("token_not_valid");
        });
        assertThat(service.notes.started).hasValue(0);
    }

    @Test
    void callThatHasSentItsHead_isRefused_ifItsTokenExpires() throws InterruptedException {
        for (MethodDescriptor<String, String> method : ONE_MESSAGE) {
            Caller.Chat call = admitted(method, application.bearer("ada"));
            application.clock.advance(LIFETIME.plusSeconds(1));
            sendRest(call);
            assertRefused(call);
        }
    }

    @Test
    void callThatHasSentItsMessage_isRefused_ifItsTokenExpiresBeforeTheEnd() throws InterruptedException {
        for (MethodDescriptor<String, String> method : ONE_MESSAGE) {
            Caller.Chat call = admitted(method, application.bearer("ada"));
            call.say("3");
            assertThat(service.notes.delivered.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            application.clock.advance(LIFETIME.plusSeconds(1));
            call.complete();
            assertRefused(call);
        }
    }

    @Test
    void callIsRefused_ifItsLoginEnds() throws InterruptedException {
        String bearer = application.bearer("ada");
        Caller.Chat call = admitted(Texts.WHO, bearer);
        application.revokeAll(ada);
        awaitRefusal(bearer);
        application.clock.advance(SOON);
        sendRest(call);
        assertRefused(call);
    }

    @Test
    void callIsRefused_ifItsUserIsSuspended() throws InterruptedException {
        String bearer = application.bearer("ada");
        Caller.Chat call = admitted(Texts.WHO, bearer);
        application.engine.accounts().suspend(ada.id());
        awaitRefusal(bearer);
        application.clock.advance(SOON);
        sendRest(call);
        assertThat(call.end().getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(service.notes.started).hasValue(0);
    }

    /** Until the change was read, calls go on. */
    private void awaitRefusal(String bearer) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end) {
            try {
                service.caller.call(Texts.REPORT, "", bearer);
            } catch (StatusRuntimeException refused) {
                if (refused.getStatus().getCode() == Status.Code.UNAUTHENTICATED) {
                    service.notes.admitted.clear();
                    return;
                }
            }
        }
        throw new AssertionError("the credential is still good");
    }

    /** What such a service keeps, it keeps at the end. */
    @Test
    void streamOfTheClient_doesNotComplete_ifItsTokenExpires() throws InterruptedException {
        Caller.Chat call = admitted(Texts.STORE, application.bearer("ada"));
        call.say("one");
        assertThat(service.notes.received.take()).isEqualTo("one");
        application.clock.advance(LIFETIME.plusSeconds(1));
        call.complete();
        assertThat(call.end().getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(service.notes.received.poll(20, TimeUnit.SECONDS)).isEqualTo("cancelled");
        assertThat(service.notes.received).isEmpty();
    }

    /** A stream that has not begun has nothing to outlive. */
    @Test
    void streamsThatOutliveTheirCredentials_doNotBeginWithoutOne() throws Exception {
        service.close();
        service = new RunningService(
                Transport.SOCKET,
                application.interceptor().streamsOutliveTheirCredentials().build());
        for (MethodDescriptor<String, String> method : ONE_MESSAGE) {
            Caller.Chat call = admitted(method, application.bearer("ada"));
            application.clock.advance(LIFETIME.plusSeconds(1));
            sendRest(call);
            assertRefused(call);
        }
    }

    /** A service that asks about objects decides by the rights that the user has now. */
    @Test
    void serviceSeesTheRightsOfTheLastCheck() throws InterruptedException {
        User grace = application.staff("grace");
        String token = application.unlimitedToken("grace");
        Caller.Chat call = admitted(Texts.RIGHTS, token);
        Caller.Chat stream = admitted(Texts.ALL_RIGHTS, token);
        stream.say("");
        assertThat(stream.next()).isEqualTo("staff");

        application.setStaff(grace, false);
        awaitAnswer(Texts.RIGHTS, token, "none");
        application.clock.advance(SOON);
        sendRest(call);
        stream.say("");

        assertThat(call.next()).isEqualTo("none");
        assertThat(stream.next()).isEqualTo("none");
    }

    private void awaitAnswer(MethodDescriptor<String, String> method, String authorization, String answer) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!service.caller.call(method, "", authorization).equals(answer)) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @Test
    void slowCalls_areAnswered_whileTheirCredentialIsGood() throws InterruptedException {
        Caller.Chat call = admitted(Texts.WHO, application.bearer("ada"));
        application.clock.advance(SOON);
        call.say("3");
        application.clock.advance(SOON);
        call.complete();
        assertThat(call.next()).isEqualTo(ada.id().toString());
        assertThat(call.next()).isEqualTo("completed");
    }

    @Test
    void slowCallsOfEverybody_areAnswered() throws InterruptedException {
        Caller.Chat call = service.caller.begin(Texts.READ);
        assertThat(service.notes.admitted.poll(20, TimeUnit.SECONDS)).isEqualTo("Read");
        application.clock.advance(LIFETIME);
        sendRest(call);
        assertThat(call.next()).isEqualTo("anonymous");
    }
}
