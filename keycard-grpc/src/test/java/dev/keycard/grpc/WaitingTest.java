package dev.keycard.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.gate.Gate;
import dev.keycard.gate.RefusalListener;
import dev.keycard.gate.Refusals;
import dev.keycard.gate.SlowAuthenticator;
import dev.keycard.gate.Throttle;
import dev.keycard.testkit.MutableClock;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls whose credential memory cannot decide: they wait elsewhere, and nothing of them is lost or out of order. */
class WaitingTest {

    private static final int MOST_WAITING = 5;

    private final MutableClock clock = new MutableClock(Instant.now());
    private final SlowAuthenticator slow = new SlowAuthenticator();
    private final ExecutorService checks = Executors.newFixedThreadPool(1, task -> new Thread(task, "checks"));
    private RunningService service;

    @BeforeEach
    void start() throws IOException {
        service = new RunningService(Transport.SOCKET, interceptor());
    }

    private KeycardInterceptor interceptor() {
        Gate gate = new Gate(List.of(slow), Throttle.unlimited(), RefusalListener.none());
        return KeycardInterceptor.builder(gate, Refusals.of(List.of(slow)), checks)
                .mostWaiting(MOST_WAITING)
                .nanoClock(clock::nanoTime)
                .build();
    }

    @AfterEach
    void stop() {
        slow.turns.release(1_000);
        service.close();
        checks.shutdownNow();
    }

    @Test
    void callThatMemoryCannotDecide_isCheckedOnTheExecutor() {
        slow.turns.release();
        assertThat(service.caller.call(Texts.WHO, "", "Slow ada")).isEqualTo("ada");
        assertThat(slow.threads).containsExactly("checks");
    }

    @Test
    void usualCall_isCheckedOnce() {
        slow.remember = true;
        assertThat(service.caller.call(Texts.WHO, "", "Slow ada")).isEqualTo("ada");
        assertThat(slow.asked).hasValue(1);
    }

    @Test
    void callThatComesInParts_isCheckedOnceMore_afterASecond() throws Exception {
        Caller.Chat call = heldCall();
        clock.advance(Duration.ofMillis(999));
        call.say("");
        clock.advance(Duration.ofMillis(1));
        call.complete();
        assertThat(call.next()).isEqualTo("ada");
        assertThat(slow.asked).hasValue(2);
    }

    @Test
    void callWhoseCredentialMemoryForgets_waits_andGoesOnInOrder() throws Exception {
        Caller.Chat call = heldCall();
        clock.advance(Duration.ofHours(1));
        slow.remember = false;
        call.say("");
        call.complete();
        slow.awaitCheck();
        assertThat(service.notes.started).hasValue(0);
        slow.turns.release();
        assertThat(call.next()).isEqualTo("ada");
        assertThat(slow.threads).containsExactly("checks");
    }

    @Test
    void callWhoseCredentialIsNoLongerGood_isNotSeenByTheService_afterTheWait() throws Exception {
        Caller.Chat call = heldCall();
        clock.advance(Duration.ofHours(1));
        slow.remember = false;
        call.say("");
        call.complete();
        slow.awaitCheck();
        slow.revoked = true;
        slow.turns.release();
        assertThat(call.end().getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(service.notes.started).hasValue(0);
    }

    @Test
    void messagesBeforeTheEndOfTheCheck_keepTheirOrder() throws Exception {
        Caller.Chat chat = service.caller.chat("Slow ada");
        for (int i = 0; i < 200; i++) {
            chat.say(Integer.toString(i));
        }
        chat.complete();
        slow.awaitCheck();
        assertThat(service.notes.started).hasValue(0);
        slow.remember = true;
        slow.turns.release();
        for (int i = 0; i < 200; i++) {
            assertThat(chat.next()).isEqualTo("heard " + i);
        }
        assertThat(chat.next()).isEqualTo("completed");
    }

    @Test
    void refusalAfterTheWait_isNotSeenByTheService() throws Exception {
        Caller.Chat chat = service.caller.chat("Slow ada");
        chat.say("one");
        slow.revoked = true;
        slow.turns.release();
        assertThat(chat.end().getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(service.notes.started).hasValue(0);
    }

    @Test
    void streamWhoseCredentialMemoryForgets_waitsInBothDirections_andGoesOnInOrder() throws Exception {
        Caller.Chat chat = begunChat();
        slow.remember = false;
        for (int i = 0; i < 30; i++) {
            chat.say(Integer.toString(i));
        }
        slow.awaitCheck();
        var sending = service.notes.streams.take();
        assertThat(chat.isQuiet()).isTrue();
        assertThat(service.notes.received).isEmpty();
        slow.remember = true;
        slow.turns.release();
        for (int i = 0; i < 30; i++) {
            assertThat(chat.next()).isEqualTo("heard " + i);
        }

        slow.remember = false;
        sending.onNext("held");
        sending.onNext("behind");
        slow.awaitCheck();
        assertThat(chat.isQuiet()).isTrue();
        slow.remember = true;
        slow.turns.release();
        assertThat(chat.next()).isEqualTo("held");
        assertThat(chat.next()).isEqualTo("behind");
        chat.complete();
        assertThat(chat.next()).isEqualTo("completed");
    }

    @Test
    void heldMessages_areNotSent_ifTheCredentialIsNoLongerGood() throws Exception {
        Caller.Chat chat = begunChat();
        var sending = service.notes.streams.take();
        slow.remember = false;
        sending.onNext("secret");
        sending.onCompleted();
        slow.awaitCheck();
        slow.revoked = true;
        slow.turns.release();
        assertThat(chat.next())
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        ended -> assertThat(ended.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
        assertThat(service.notes.received.poll(20, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }

    @Test
    void serviceThatDoesNotWait_isEnded_whenItSendsTooMuchDuringACheck() throws Exception {
        Caller.Chat chat = begunChat();
        var sending = service.notes.streams.take();
        slow.remember = false;
        for (int i = 0; i < 1_002; i++) {
            sending.onNext("news");
        }
        assertThat(chat.end().getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void callOfAnotherUser_doesNotTakeOverAStream() throws Exception {
        Caller.Chat chat = begunChat();
        slow.name = "grace";
        chat.say("one");
        assertThat(chat.end().getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void floodOfWaitingCalls_isTurnedAway_andOthersAreStillServed() throws Exception {
        List<Caller.Chat> flood = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            flood.add(service.caller.chat("Slow ada"));
        }
        List<Caller.Chat> waiting = new ArrayList<>(flood);
        while (waiting.size() > MOST_WAITING) {
            Caller.Chat ended =
                    waiting.stream().filter(chat -> !chat.isQuiet()).findFirst().orElse(null);
            if (ended == null) {
                Thread.onSpinWait();
                continue;
            }
            waiting.remove(ended);
            assertTurnedAway(ended.end());
        }
        assertThat(service.caller.refusal(Texts.WHO, "").getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        slow.turns.release(1_000);
        waiting.forEach(Caller.Chat::complete);
        for (Caller.Chat chat : waiting) {
            assertThat(chat.next()).isEqualTo("completed");
        }
        assertThat(service.caller.call(Texts.WHO, "", "Slow ada")).isEqualTo("ada");
    }

    @Test
    void cancelledCalls_areNotCheckedAndNotStarted() throws Exception {
        service.close();
        service = new RunningService(Transport.IN_PROCESS, interceptor(), Runnable::run);
        Caller.Chat first = service.caller.chat("Slow ada");
        slow.awaitCheck();
        Caller.Chat second = service.caller.chat("Slow ada");
        second.cancel();
        assertThat(second.end().getStatus().getCode()).isEqualTo(Status.Code.CANCELLED);
        first.cancel();
        first.end();
        slow.turns.release();
        slow.remember = true;
        assertThat(service.caller.call(Texts.WHO, "", "Slow ada")).isEqualTo("ada");
        assertThat(service.notes.started).hasValue(1);
        assertThat(slow.threads).hasSize(1);
        assertThat(slow.interrupted).hasValue(0);
    }

    @Test
    void faultOfACheck_refuses() {
        slow.broken = true;
        slow.turns.release();
        StatusRuntimeException refused = service.caller.refusal(Texts.WHO, "", "Slow ada");
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(Caller.trailer(refused, "code")).isEqualTo("internal_error");
    }

    private static void assertTurnedAway(StatusRuntimeException ended) {
        assertThat(ended.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(Caller.trailer(ended, "code")).isEqualTo("unavailable");
        assertThat(Caller.trailer(ended, "retry-after")).isEqualTo("1");
    }

    /** A call that was admitted from memory, and has sent no message. */
    private Caller.Chat heldCall() throws InterruptedException {
        slow.remember = true;
        Caller.Chat call = service.caller.begin(Texts.WHO, "Slow ada");
        assertThat(service.notes.admitted.poll(20, TimeUnit.SECONDS)).isEqualTo("Who");
        return call;
    }

    /** A stream whose first message was answered. */
    private Caller.Chat begunChat() throws InterruptedException {
        slow.remember = true;
        Caller.Chat chat = service.caller.chat("Slow ada");
        chat.say("hello");
        assertThat(chat.next()).isEqualTo("heard hello");
        assertThat(service.notes.received.take()).isEqualTo("hello");
        return chat;
    }
}
