package dev.keycard.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import java.time.Duration;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests ask of refusals. */
public final class Refusals {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private Refusals() {}

    /** The refusal that the work ends in; fails if it ends in anything else. */
    public static ApiError refusal(ThrowingCallable work) {
        try {
            work.call();
        } catch (ApiError refused) {
            return refused;
        } catch (Throwable other) {
            throw new AssertionError("neither a result nor a refusal", other);
        }
        return fail("nothing was refused");
    }

    /** Fails unless the work is refused with that code. */
    public static void assertRefused(ErrorCode code, ThrowingCallable work) {
        assertThat(refusal(work).code()).isEqualTo(code);
    }

    /**
     * Fails if the work ends in anything but a result or a refusal that blames the client, or takes longer than any input may.
     */
    public static void assertResultOrRefusal(Supplier<?> work) {
        long begun = System.nanoTime();
        try {
            assertThat(work.get()).isNotNull();
        } catch (ApiError refused) {
            assertThat(refused.code().status()).isBetween(400, 499);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST);
    }
}
