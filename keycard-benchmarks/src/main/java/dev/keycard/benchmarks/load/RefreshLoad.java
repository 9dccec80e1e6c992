package dev.keycard.benchmarks.load;

import dev.keycard.benchmarks.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Refreshes over many connections, each with its own chain of refresh tokens, as fast as the answers come.
 *
 * <p>Arguments: port, process id of the server, seconds, connections, user name, password.
 */
public final class RefreshLoad {

    private static final Duration WARMUP = Duration.ofSeconds(5);

    private final int port;
    private final String credentials;

    private RefreshLoad(int port, String username, String password) {
        this.port = port;
        this.credentials = "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
    }

    public static void main(String[] args) throws Exception {
        long server = Long.parseLong(args[1]);
        Duration time = Duration.ofSeconds(Long.parseLong(args[2]));
        int connections = Integer.parseInt(args[3]);
        RefreshLoad load = new RefreshLoad(Integer.parseInt(args[0]), args[4], args[5]);
        List<Chain> chains = Crowd.each(connections, member -> load.begin(member));
        load.run(chains, WARMUP);
        Duration serverBefore = ProcessCpu.of(server);
        Duration before = ProcessCpu.ofThisOne();
        Samples millis = load.run(chains, time);
        double count = millis.count();
        Figures.print("refresh/rate", count / time.toSeconds());
        Figures.print("refresh/p50", millis.median());
        Figures.print("refresh/p99", millis.quantile(0.99));
        Figures.print("refresh/cpu", Figures.micros(ProcessCpu.of(server).minus(serverBefore)) / count);
        Figures.print(
                "refresh/driver-cpu", Figures.micros(ProcessCpu.ofThisOne().minus(before)) / count);
    }

    /** One after the other: signing in is not measured, and too many at once would be refused. */
    private synchronized Chain begin(int member) throws IOException {
        HttpConnection connection = HttpConnection.openFrom("127.2.0." + (member % 250 + 1), port);
        Chain chain = new Chain(connection);
        chain.send("/api/token/", credentials);
        return chain;
    }

    private Samples run(List<Chain> chains, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        Samples all = new Samples(1 << 16);
        Crowd.each(chains.size(), member -> chains.get(member).refreshUntil(end))
                .forEach(all::addAll);
        return all;
    }

    /** The state of a login in a client. */
    private static final class Chain {

        private static final String MEMBER = "\"refresh\":\"";

        private final HttpConnection connection;
        private String refresh = "";

        Chain(HttpConnection connection) {
            this.connection = connection;
        }

        Samples refreshUntil(long end) throws IOException {
            Samples millis = new Samples(1 << 12);
            for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
                send("/api/token/refresh/", "{\"refresh\":\"" + refresh + "\"}");
                millis.add((System.nanoTime() - begin) / 1e6);
            }
            return millis;
        }

        void send(String path, String json) throws IOException {
            HttpConnection.Answer answer = connection.exchange(HttpConnection.post(path, json));
            int at = answer.body().indexOf(MEMBER);
            if (answer.status() != 200 || at < 0) {
                throw new IOException(path + " was answered " + answer.status());
            }
            int begin = at + MEMBER.length();
            refresh = answer.body().substring(begin, answer.body().indexOf('"', begin));
        }
    }
}
