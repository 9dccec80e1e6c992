package dev.keycard.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.permission.Permissions;
import dev.keycard.throttle.Rate;
import dev.keycard.user.User;
import dev.keycard.web.WebConfig;
import dev.keycard.web.throttle.RequestRates;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds on every transport, with real tokens of a real engine. */
abstract class CallsContract {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Transport transport;
    private Application application;
    private RunningService service;
    private Caller caller;
    private User ada;

    CallsContract(Transport transport) {
        this.transport = transport;
    }

    @BeforeEach
    void start() throws IOException {
        begin(WebConfig.defaults());
    }

    private void begin(WebConfig config) throws IOException {
        application = new Application(config);
        ada = application.user("ada");
        service = new RunningService(transport, application.interceptor().build());
        caller = service.caller;
    }

    @AfterEach
    void stop() {
        service.close();
        application.close();
    }

    @Test
    void tokens_areAccepted_andTheServiceSeesTheUser() {
        assertThat(caller.call(Texts.WHO, "", application.bearer("ada")))
                .isEqualTo(ada.id().toString());
        assertThat(caller.call(Texts.READ, "", application.bearer("ada")))
                .isEqualTo(ada.id().toString());
    }

    @Test
    void callWithoutACredential_isUnauthenticated_andNotSeenByTheService() {
        StatusRuntimeException refused = caller.refusal(Texts.WHO, "");

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(refused.getStatus().getDescription()).contains("credentials");
        assertThat(Caller.trailer(refused, "code")).isEqualTo("not_authenticated");
        assertThat(Caller.trailer(refused, "x-request-id")).isNotBlank();
        assertThat(service.notes.started).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer nonsense",
                "Bearer",
                "bearer a b",
                "Bearer \u00e9\u00e9",
                "Bearer a,Bearer b",
                "Token nonsense",
                "Token \u00e9"
            })
    void badCredentials_areRefused_alsoWhereEverybodyMayCome(String authorization) {
        for (var method : List.of(Texts.WHO, Texts.READ)) {
            StatusRuntimeException refused = caller.refusal(method, "", Caller.bytes(authorization));
            assertThat(refused.getStatus().getCode()).as(authorization).isEqualTo(Status.Code.UNAUTHENTICATED);
        }
        assertThat(service.notes.started).hasValue(0);
    }

    @Test
    void twoCredentials_areRefused_evenIfBothAreGood() {
        String bearer = application.bearer("ada");
        StatusRuntimeException refused = caller.refusal(Texts.READ, "", bearer, bearer);

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Caller.trailer(refused, "code")).isEqualTo("bad_authorization_header");
    }

    @Test
    void nameOfTheMetadata_isReadInAnyCase_andNowhereElse() {
        Metadata elsewhere = new Metadata();
        elsewhere.put(
                CallRequest.key("cookie"), "access=" + application.bearer("ada").substring(7));
        elsewhere.put(CallRequest.key("x-authorization"), application.bearer("ada"));
        elsewhere.put(
                Metadata.Key.of("authorization-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {'B', 'e', 'a'});

        assertThat(caller.call(Texts.READ, "", elsewhere)).isEqualTo("anonymous");
        assertThat(caller.refusal(Texts.WHO, "", elsewhere).getStatus().getCode())
                .isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void anonymousCalls_areAdmitted_whereTheMethodHasNoSideEffects_andOnlyReadersAreAsked() {
        assertThat(caller.call(Texts.READ, "")).isEqualTo("anonymous");
        Metadata handshake = new Metadata();
        handshake.put(CallRequest.key("sec-websocket-version"), "13");
        assertThat(caller.refusal(Texts.READ, "", handshake).getStatus().getCode())
                .isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void methodsOfStaff_areDeniedToOthers() {
        application.staff("grace");
        assertThat(caller.call(Texts.REPORT, "", application.bearer("grace"))).isEqualTo("report");
        StatusRuntimeException refused = caller.refusal(Texts.REPORT, "", application.bearer("ada"));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(Caller.trailer(refused, "code")).isEqualTo("permission_denied");
    }

    @Test
    void limitedApiToken_isRefused_whereNoRuleAsksForItsScope() {
        StatusRuntimeException refused = caller.refusal(Texts.WHO, "", application.apiToken("ada", "notes"));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(Caller.trailer(refused, "www-authenticate")).contains("insufficient_scope");
        assertThat(caller.call(Texts.READ, "", application.apiToken("ada", "notes")))
                .isEqualTo("anonymous");
    }

    @Test
    void objectsOfOthers_areNotFound_andErrorsOfTheServiceBecomeStatuses() {
        String own = ada.id().toString();
        String bearer = application.bearer("ada");
        assertThat(caller.call(Texts.CHANGE, own, bearer)).isEqualTo(own);
        assertThat(caller.call(Texts.SHOW, own, bearer)).isEqualTo(own);
        for (var method : List.of(Texts.CHANGE, Texts.SHOW)) {
            StatusRuntimeException refused = caller.refusal(method, "somebody", bearer);
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            assertThat(Caller.trailer(refused, "code")).isEqualTo("not_found");
        }
        StatusRuntimeException given = caller.refusal(Texts.REFUSE, "ALREADY_ROTATED", bearer);
        assertThat(given.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(Caller.trailer(given, "code")).isEqualTo("already_rotated");
    }

    @Test
    void languageOfTheClient_isSpoken() {
        Metadata german = new Metadata();
        german.put(CallRequest.key("accept-language"), "de");
        assertThat(caller.refusal(Texts.WHO, "", german).getStatus().getDescription())
                .isNotEqualTo(caller.refusal(Texts.WHO, "").getStatus().getDescription());
    }

    @Test
    void rates_endInAnExhaustedResource_withTheTimeToWait() throws IOException {
        stop();
        begin(WebConfig.builder()
                .throttle(RequestRates.builder()
                        .user(new Rate(2, Duration.ofHours(1)))
                        .build())
                .build());
        String bearer = application.bearer("ada");
        caller.call(Texts.WHO, "", bearer);
        caller.call(Texts.WHO, "", bearer);

        StatusRuntimeException refused = caller.refusal(Texts.WHO, "", bearer);

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(Caller.trailer(refused, "code")).isEqualTo("throttled");
        assertThat(Caller.trailer(refused, "retry-after")).matches("[0-9]+");
    }

    @Test
    void stream_ends_whenItsLoginEnds() throws Exception {
        Caller.Chat chat = caller.chat(application.bearer("ada"));
        chat.say("one");
        assertThat(chat.next()).isEqualTo("heard one");

        application.revokeAll(ada);
        StatusRuntimeException ended = talkUntilTheEnd(chat);

        assertThat(ended.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Caller.trailer(ended, "code")).isEqualTo("token_not_valid");
        String last = "";
        while (!"cancelled".equals(last)) {
            last = service.notes.received.poll(20, TimeUnit.SECONDS);
            assertThat(last).isNotNull();
        }
    }

    /** Until the change was read, a stream goes on. */
    private static StatusRuntimeException talkUntilTheEnd(Caller.Chat chat) throws InterruptedException {
        for (int i = 0; i < 2_000; i++) {
            chat.say("more");
            if (chat.next() instanceof StatusRuntimeException ended) {
                return ended;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("the stream did not end");
    }

    @Test
    void stream_ends_whenItsTokenExpires_inBothDirections() throws Exception {
        Caller.Chat talking = caller.chat(application.bearer("ada"));
        talking.say("one");
        talking.next();
        application.clock.advance(LIFETIME.plusSeconds(1));
        talking.say("two");
        assertThat(talking.end().getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);

        service.notes.streams.clear();
        Caller.Chat listening = caller.chat(application.bearer("ada"));
        var sending = service.notes.streams.take();
        sending.onNext("news");
        assertThat(listening.next()).isEqualTo("news");
        application.clock.advance(LIFETIME.plusSeconds(1));
        sending.onNext("secret");
        assertThat(listening.next())
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        ended -> assertThat(ended.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    }

    @Test
    void stream_goesOn_ifThatIsAskedFor() throws Exception {
        service.close();
        service = new RunningService(
                transport,
                application.interceptor().streamsOutliveTheirCredentials().build());
        Caller.Chat chat = service.caller.chat(application.bearer("ada"));
        chat.say("one");
        chat.next();
        application.clock.advance(LIFETIME.plusSeconds(1));
        chat.say("two");
        assertThat(chat.next()).isEqualTo("heard two");
        chat.complete();
        assertThat(chat.next()).isEqualTo("completed");
    }

    @Test
    void manyMessages_comeInOrder_andNoneIsLost() throws Exception {
        Caller.Chat chat = caller.chat(application.bearer("ada"));
        for (int i = 0; i < 2_000; i++) {
            chat.say(Integer.toString(i));
        }
        chat.complete();
        for (int i = 0; i < 2_000; i++) {
            assertThat(chat.next()).isEqualTo("heard " + i);
        }
        assertThat(chat.next()).isEqualTo("completed");

        List<String> counted = new ArrayList<>();
        caller.count(5_000, application.bearer("ada")).forEachRemaining(counted::add);
        assertThat(counted).hasSize(5_000).endsWith("4999");
    }

    @Test
    void cancelledStream_isCancelledForTheService() throws Exception {
        Caller.Chat chat = caller.chat(application.bearer("ada"));
        chat.say("one");
        chat.next();
        chat.cancel();
        assertThat(service.notes.received.take()).isEqualTo("one");
        assertThat(service.notes.received.take()).isEqualTo("cancelled");
    }

    @Test
    void misspeltNames_areRefusedBeforeTheStart() {
        KeycardInterceptor misspelt = application
                .interceptor()
                .permission("notes.Notes/Reprot", Permissions.IS_ADMIN_USER)
                .build();
        assertThatThrownBy(() -> misspelt.checkAgainst(List.of(service.notes.definition())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notes.Notes/Reprot")
                .hasMessageContaining("nearest is notes.Notes/Report");
    }

    @Test
    void idOfTheClient_isUsedIfItIsHarmless() {
        String id = UUID.randomUUID().toString();
        Metadata headers = new Metadata();
        headers.put(CallRequest.key("x-request-id"), id);
        assertThat(Caller.trailer(caller.refusal(Texts.WHO, "", headers), "x-request-id"))
                .isEqualTo(id);
    }
}
