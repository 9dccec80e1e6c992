package dev.keycard.benchmarks.load;

import dev.keycard.benchmarks.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests a profile at a fixed rate, independently of earlier requests. A request's time counts from the moment at which it
 * was due, so that waiting behind a slow request is included, as a client would see it.
 *
 * <p>Arguments: port, requests per second, connections, seconds, header line with the credential. Prints the quantiles from the
 * due time, and also from the time of sending, which excludes delays of the driver itself.
 */
public final class ProfileLoad {

    private static final Duration WARMUP = Duration.ofSeconds(3);

    private final byte[] request;
    private final int port;
    private final long interval;

    private ProfileLoad(int port, String header, long interval) {
        this.request = HttpConnection.get("/api/profile/", header);
        this.port = port;
        this.interval = interval;
    }

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[2]);
        long interval = connections * 1_000_000_000L / Integer.parseInt(args[1]);
        ProfileLoad load = new ProfileLoad(Integer.parseInt(args[0]), args[4], interval);
        long begin = System.nanoTime() + WARMUP.toNanos();
        long end = begin + Duration.ofSeconds(Long.parseLong(args[3])).toNanos();
        List<Latencies> all = Crowd.each(connections, member -> load.run(member * interval / connections, begin, end));
        Latencies sum = new Latencies();
        all.forEach(sum::addAll);
        Figures.print("p50", sum.sinceDue.median());
        Figures.print("p99", sum.sinceDue.quantile(0.99));
        Figures.print("sent-p50", sum.sinceSent.median());
        Figures.print("sent-p99", sum.sinceSent.quantile(0.99));
        Figures.print("answered", sum.sinceSent.count());
    }

    private Latencies run(long offset, long begin, long end) throws IOException {
        Latencies latencies = new Latencies();
        try (HttpConnection connection = HttpConnection.open(port)) {
            for (long due = begin - WARMUP.toNanos() + offset; due < end; due += interval) {
                waitUntil(due);
                long sent = System.nanoTime();
                int status = connection.exchange(request).status();
                long done = System.nanoTime();
                if (status != 200) {
                    throw new IOException("the profile was answered " + status);
                }
                if (due >= begin) {
                    latencies.add(done - due, done - sent);
                }
            }
        }
        return latencies;
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** In milliseconds. */
    private static final class Latencies {

        private final Samples sinceDue = new Samples(1 << 14);
        private final Samples sinceSent = new Samples(1 << 14);

        void add(long due, long sent) {
            sinceDue.add(due / 1e6);
            sinceSent.add(sent / 1e6);
        }

        void addAll(Latencies others) {
            sinceDue.addAll(others.sinceDue);
            sinceSent.addAll(others.sinceSent);
        }
    }
}
