package dev.keycard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.mail.Mail;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QueuedOutboxTest {

    private static final Mail MAIL = new Mail("ann@example.org", "Hello", "text");
    private static final List<Duration> AT_ONCE = List.of(Duration.ZERO, Duration.ZERO);

    private final BlockingQueue<Mail> delivered = new LinkedBlockingQueue<>();

    @Test
    void delivers_whatItTook() throws Exception {
        try (QueuedOutbox outbox = new QueuedOutbox(delivered::add, 10, AT_ONCE)) {
            assertThat(outbox.offer(MAIL)).isTrue();
            assertThat(delivered.poll(10, TimeUnit.SECONDS)).isEqualTo(MAIL);
        }
    }

    @Test
    void refuses_atOnceWhenFull() {
        CountDownLatch hanging = new CountDownLatch(1);
        QueuedOutbox outbox = new QueuedOutbox(mail -> await(hanging), 2, AT_ONCE);
        try (outbox) {
            assertThat(outbox.offer(MAIL)).isTrue();
            assertThat(outbox.offer(MAIL)).isTrue();
            assertThat(outbox.offer(MAIL)).isFalse();
            assertThat(outbox.dropped()).isEqualTo(1);
            hanging.countDown();
        }
        assertThat(outbox.delivered()).isEqualTo(2);
    }

    @Test
    void triesAgain_afterAFailureThatMayPass() throws Exception {
        Deque<DeliveryException> failures = new ArrayDeque<>(List.of(passing(), passing()));
        try (QueuedOutbox outbox = new QueuedOutbox(mail -> deliverUnless(failures, mail), 1, AT_ONCE)) {
            outbox.offer(MAIL);

            assertThat(delivered.poll(10, TimeUnit.SECONDS)).isEqualTo(MAIL);
            assertThat(outbox.dropped()).isZero();
        }
    }

    @Test
    void givesUp_afterTheLastAttemptAndHasRoomAgain() throws Exception {
        Deque<DeliveryException> failures = new ArrayDeque<>(List.of(passing(), passing(), passing()));
        assertGivenUp(failures);
    }

    @Test
    void givesUp_atOnceWhatIsRefusedForGood() throws Exception {
        assertGivenUp(new ArrayDeque<>(List.of(new DeliveryException("no", true))));
    }

    private void assertGivenUp(Deque<DeliveryException> failures) throws Exception {
        Mail next = new Mail("bob@example.org", "Hello", "text");
        try (QueuedOutbox outbox = new QueuedOutbox(mail -> deliverUnless(failures, mail), 2, AT_ONCE)) {
            outbox.offer(MAIL);
            outbox.offer(next);

            assertThat(delivered.poll(10, TimeUnit.SECONDS)).isEqualTo(next);
            while (outbox.dropped() == 0) {
                Thread.onSpinWait();
            }
            assertThat(outbox.offer(next)).as("room again").isTrue();
        }
        assertThat(delivered).doesNotContain(MAIL);
    }

    @Test
    void survives_faultOfADelivery() throws Exception {
        Deque<RuntimeException> faults = new ArrayDeque<>(List.of(new IllegalStateException("broken")));
        Delivery delivery = mail -> {
            if (!faults.isEmpty()) {
                throw faults.pop();
            }
            delivered.add(mail);
        };
        try (QueuedOutbox outbox = new QueuedOutbox(delivery, 2, AT_ONCE)) {
            outbox.offer(MAIL);
            outbox.offer(MAIL);

            assertThat(delivered.poll(10, TimeUnit.SECONDS)).isEqualTo(MAIL);
            assertThat(outbox.dropped()).isEqualTo(1);
        }
    }

    @Test
    void refuses_afterItIsClosed() {
        QueuedOutbox outbox = new QueuedOutbox(delivered::add, 2, AT_ONCE);
        outbox.close();

        assertThat(outbox.offer(MAIL)).isFalse();
    }

    private void deliverUnless(Deque<DeliveryException> failures, Mail mail) throws DeliveryException {
        synchronized (failures) {
            if (mail.equals(MAIL) && !failures.isEmpty()) {
                throw failures.pop();
            }
        }
        delivered.add(mail);
    }

    private static DeliveryException passing() {
        return new DeliveryException("not now", false);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
