package dev.keycard.benchmarks.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads an application by {@code wrk}, over connections that stay open: so many that the processors are never idle, or each
 * answer would have to wake the program, at a cost that differs between the applications.
 */
final class Wrk {

    private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
    private static final Pattern FAILED = Pattern.compile("Non-2xx[^\n]*|Socket errors[^\n]*");

    private Wrk() {}

    /** How many requests were answered by 2xx; no other answer is accepted. */
    static long load(String url, List<String> headers, int seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c32", "-d" + seconds + "s", "--timeout", "30s"));
        headers.forEach(header -> command.addAll(List.of("-H", header)));
        command.add(url);
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher failed = FAILED.matcher(said);
        Matcher count = COUNT.matcher(said);
        if (wrk.waitFor() != 0 || failed.find() || !count.find()) {
            throw new IOException(url + ": " + said);
        }
        return Long.parseLong(count.group(1));
    }
}
