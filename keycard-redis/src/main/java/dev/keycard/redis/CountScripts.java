package dev.keycard.redis;

import dev.keycard.throttle.Count;
import dev.keycard.throttle.Rate;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.Base16;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The two steps of counting, each atomic in Redis and one round trip. A key holds when its period began, by the clock of
 * Redis, and how many were taken. The clocks of the nodes have no part in it. Thread-safe.
 */
final class CountScripts {

    /** Sets {@code begun} and {@code taken} for the current period; what is not a count counts as none. */
    private static final String READ = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local length = tonumber(ARGV[1])
            local begun, taken, known = now, 0, false
            local held = redis.pcall('GET', KEYS[1])
            if type(held) == 'string' then
              local b, t = string.match(held, '^(%d+) (%d+)$')
              if b then
                begun, taken, known = tonumber(b), tonumber(t), true
                if now - begun >= length then
                  begun, taken = now - (now - begun) % length, 0
                end
              end
            end
            local function keep()
              redis.call('SET', KEYS[1], string.format('%.0f %.0f', begun, taken), 'PX', string.format('%.0f', 2 * length))
            end
            """;

    /** If the clock was set back, the period begins again, so that a client waits for one period at most. */
    private static final Script TAKE = Script.of(READ + """
            local limit = tonumber(ARGV[2])
            local given = taken < limit and 1 or 0
            if begun > now then
              begun = now
              if given == 0 then keep() end
            end
            if given == 1 then
              taken = taken + 1
              keep()
            end
            return {given, limit - taken, length - (now - begun), begun}
            """);

    private static final Script GIVE_BACK = Script.of(READ + """
            if known and taken > 0 and begun == tonumber(ARGV[2]) then
              taken = taken - 1
              keep()
            end
            return 0
            """);

    /** A script, and the digest by which Redis knows it. */
    private record Script(String text, String digest) {

        static Script of(String text) {
            return new Script(text, Base16.digest(text.getBytes(StandardCharsets.UTF_8)));
        }

        <T> RedisFuture<T> run(
                RedisClusterAsyncCommands<String, String> commands,
                ScriptOutputType type,
                String key,
                String... values) {
            return commands.evalsha(digest, type, new String[] {key}, values);
        }

        /** The first time, or after Redis was started again. */
        <T> RedisFuture<T> teach(
                RedisClusterAsyncCommands<String, String> commands,
                ScriptOutputType type,
                String key,
                String... values) {
            return commands.eval(text, type, new String[] {key}, values);
        }
    }

    private final Duration deadline;

    CountScripts(Duration deadline) {
        this.deadline = deadline;
    }

    /**
     * Counts one.
     *
     * @throws NoAnswerException if Redis does not answer in time, or with an error
     */
    Count take(Link link, String key, Rate rate) throws InterruptedException {
        String length = length(rate);
        String limit = String.valueOf(rate.limit());
        List<Object> answer;
        try {
            answer = Answers.await(TAKE.run(link.commands(), ScriptOutputType.MULTI, key, length, limit), deadline);
        } catch (NoAnswerException unknown) {
            if (!(unknown.getCause() instanceof RedisNoScriptException)) {
                throw unknown;
            }
            answer = Answers.await(TAKE.teach(link.commands(), ScriptOutputType.MULTI, key, length, limit), deadline);
        }
        return count(rate, answer);
    }

    /**
     * Returns one if its period has not ended. Need not be waited for: the next command for this key comes after it, if
     * Redis knows the script.
     */
    CompletableFuture<Long> giveBack(Link link, String key, Rate rate, long begun) {
        String[] values = {length(rate), String.valueOf(begun)};
        RedisClusterAsyncCommands<String, String> commands = link.commands();
        CompletionStage<Long> done = GIVE_BACK.run(commands, ScriptOutputType.INTEGER, key, values);
        return done.exceptionallyCompose(failure -> failure instanceof RedisNoScriptException
                        ? GIVE_BACK.teach(commands, ScriptOutputType.INTEGER, key, values)
                        : CompletableFuture.failedFuture(failure))
                .toCompletableFuture();
    }

    /** Runs both scripts, so that Redis knows them. */
    void tryOut(Link link, String key, Rate rate) throws InterruptedException {
        Count count = take(link, key, rate);
        Answers.await(giveBack(link, key, rate, PeriodName.begun(count.period())), deadline);
    }

    private static Count count(Rate rate, List<Object> answer) {
        long remaining = Math.max(0, number(answer, 1));
        Duration reset = Duration.ofMillis(Math.max(1, number(answer, 2)));
        return new Count(rate, number(answer, 0) == 1, remaining, reset, PeriodName.of(number(answer, 3)));
    }

    private static long number(List<Object> answer, int place) {
        return (Long) answer.get(place);
    }

    private static String length(Rate rate) {
        return String.valueOf(rate.period().plusNanos(999_999).toMillis());
    }
}
