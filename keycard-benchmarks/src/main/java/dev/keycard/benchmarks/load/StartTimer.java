package dev.keycard.benchmarks.load;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts a server, requests {@code /healthz} until the answer is 200, prints the milliseconds since the start of the process,
 * and stops the server.
 *
 * <p>Arguments: port, then the command and its arguments.
 */
public final class StartTimer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_QUESTIONS_MILLIS = 1;

    private StartTimer() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        List<String> command = Arrays.asList(args).subList(1, args.length);
        if (answers(port)) {
            throw new IOException("something else listens on port " + port + " already");
        }
        long begin = System.nanoTime();
        Process server = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            waitFor(port, server, begin + PATIENCE.toNanos());
            Figures.print("start", Figures.seconds(System.nanoTime() - begin) * 1000);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static void waitFor(int port, Process server, long latest) throws IOException, InterruptedException {
        while (!answers(port)) {
            if (!server.isAlive() || System.nanoTime() > latest) {
                throw new IOException("the server did not start");
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_QUESTIONS_MILLIS);
        }
    }

    private static boolean answers(int port) throws IOException {
        try (HttpConnection connection = HttpConnection.open(port)) {
            return connection
                            .exchange(HttpConnection.get("/healthz", "Connection: close"))
                            .status()
                    == 200;
        } catch (ConnectException notYet) {
            return false;
        }
    }
}
