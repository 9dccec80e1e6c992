package dev.keycard.redis;

import dev.keycard.testkit.CountersContract;
import dev.keycard.testkit.RedisServer;
import dev.keycard.throttle.Counters;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/**
 * Counters in a real Redis keep the contract over two nodes. Redis has its own clock: time passes by moving the beginnings
 * of all periods into the past. That adds some milliseconds, so that no period begins at the very moment of an earlier one.
 */
class RedisCountersContractTest extends CountersContract {

    private static final RedisServer SERVER = RedisServer.start();

    private final Nodes nodes = Nodes.of(SERVER);

    @AfterEach
    void closeNodes() {
        nodes.close();
        SERVER.flush();
    }

    @AfterAll
    static void stopServer() {
        SERVER.close();
    }

    @Override
    protected Counters openCounters() {
        return Nodes.counters(nodes.openAvailable());
    }

    @Override
    protected Counters onAnotherNode(Counters opened) {
        return Nodes.counters(nodes.openAvailable());
    }

    @Override
    protected void pass(Duration time) {
        long millis = time.toMillis() + 7;
        for (String key : SERVER.command("KEYS", "*").lines().toList()) {
            long left = Long.parseLong(SERVER.command("PTTL", key)) - millis;
            String[] value = SERVER.command("GET", key).split(" ", -1);
            if (left > 0) {
                String earlier = Long.parseLong(value[0]) - millis + " " + value[1];
                SERVER.command("SET", key, earlier, "PX", String.valueOf(left));
            } else {
                SERVER.command("DEL", key);
            }
        }
    }
}
