package dev.keycard.redis;

import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for answers of Redis, never longer than a deadline. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /**
     * The answer.
     *
     * @throws NoAnswerException if there is none in time, or it is an error
     * @throws InterruptedException if this thread was interrupted, which tells nothing about Redis
     */
    static <T> T await(Future<T> answer, Duration deadline) throws InterruptedException {
        try {
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            answer.cancel(false);
            throw new NoAnswerException("no answer within " + deadline.toMillis() + " ms", late);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new NoAnswerException(String.valueOf(cause.getMessage()), cause);
        } catch (CancellationException closed) {
            throw new NoAnswerException("the connection was closed", closed);
        }
    }

    /** Closes a connection without waiting for it. */
    static void close(StatefulConnection<?, ?> connection) {
        var unused = connection.closeAsync().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debug("a connection to Redis could not be closed", failure);
            }
        });
    }

    /** The connection; one that is made later than the deadline is closed. */
    static <C extends StatefulConnection<?, ?>> C connected(CompletionStage<C> connecting, Duration deadline)
            throws InterruptedException {
        CompletableFuture<C> waiting = new CompletableFuture<>();
        connecting.whenComplete((connection, failure) -> {
            if (failure != null) {
                waiting.completeExceptionally(failure);
            } else if (!waiting.complete(connection)) {
                close(connection);
            }
        });
        return await(waiting, deadline);
    }
}
