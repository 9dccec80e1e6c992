package dev.keycard.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Signs in with guessed passwords over many connections, each from its own address, so that addresses are throttled
 * independently. Each connection sends the next attempt as soon as the last one is answered; after a refusal it pauses first,
 * if so configured.
 *
 * <p>Arguments: port, connections, seconds, {@code same} or {@code different} names, milliseconds of pause after 429 and 503.
 * Prints how many of each status came each second.
 */
public final class SignInFlood {

    private static final int ADDRESSES = 250;

    private final int port;
    private final boolean same;
    private final long pause;
    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();

    private SignInFlood(int port, boolean same, long pause) {
        this.port = port;
        this.same = same;
        this.pause = pause;
    }

    public static void main(String[] args) throws Exception {
        Duration time = Duration.ofSeconds(Long.parseLong(args[2]));
        SignInFlood flood = new SignInFlood(Integer.parseInt(args[0]), args[3].equals("same"), Long.parseLong(args[4]));
        long end = System.nanoTime() + time.toNanos();
        Crowd.each(Integer.parseInt(args[1]), member -> flood.run(member, end));
        new TreeMap<>(flood.statuses)
                .forEach((status, count) -> Figures.print("status-" + status, count.doubleValue() / time.toSeconds()));
    }

    private boolean run(int member, long end) throws IOException, InterruptedException {
        String address = "127.3." + member / ADDRESSES + "." + (member % ADDRESSES + 1);
        try (HttpConnection connection = HttpConnection.openFrom(address, port)) {
            for (int attempt = 0; System.nanoTime() < end; attempt++) {
                String name = same ? "victim" : "guess-" + member + '-' + attempt;
                int status = connection.exchange(guess(name)).status();
                statuses.computeIfAbsent(status, unused -> new LongAdder()).increment();
                if (status == 429 || status == 503) {
                    TimeUnit.MILLISECONDS.sleep(pause);
                }
            }
        }
        return true;
    }

    private static byte[] guess(String name) {
        return HttpConnection.post("/api/token/", "{\"username\":\"" + name + "\",\"password\":\"guessed\"}");
    }
}
