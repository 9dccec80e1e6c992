package dev.keycard.faults.scenario;

import dev.keycard.faults.journal.Act;
import dev.keycard.faults.journal.Exchange;
import dev.keycard.faults.journal.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** The counts of a run. For one thread. */
final class Report {

    /** What became of one fault: its time on the clock of the journal, with what followed until the next one. */
    record Episode(String name, long start, long end, Duration recovery) {

        boolean has(Exchange exchange) {
            return start <= exchange.start() && exchange.start() < end;
        }
    }

    private final String title;
    private final List<Episode> episodes = new ArrayList<>();

    Report(String title) {
        this.title = title;
    }

    void add(Episode episode) {
        episodes.add(episode);
    }

    String text(List<Exchange> exchanges, List<Violation> violations, int endedLate) {
        StringBuilder text = new StringBuilder(title).append('\n');
        text.append(row(
                "fault",
                "rounds",
                "requests",
                "401",
                "503",
                "no answer",
                "revocations",
                "violations",
                "slowest",
                "back in"));
        Map<String, List<Episode>> byName = new LinkedHashMap<>();
        episodes.forEach(one ->
                byName.computeIfAbsent(one.name(), name -> new ArrayList<>()).add(one));
        byName.forEach((name, all) -> text.append(row(name, all, exchanges, violations)));
        text.append(row(
                "all, and the check of everything at the end",
                episodes.size(),
                exchanges.size(),
                count(exchanges, exchange -> exchange.answer().status() == 401),
                count(exchanges, exchange -> exchange.answer().status() == 503),
                count(exchanges, exchange -> exchange.answer().status() == 0),
                count(exchanges, Report::isRevocation),
                violations.size(),
                slowest(exchanges),
                ""));
        return text.append("logins that ended because a refresh without an answer was handled late: ")
                .append(endedLate)
                .append('\n')
                .toString();
    }

    private static String row(
            String name, List<Episode> episodes, List<Exchange> exchanges, List<Violation> violations) {
        List<Exchange> during = exchanges.stream()
                .filter(exchange -> episodes.stream().anyMatch(one -> one.has(exchange)))
                .toList();
        double longest = episodes.stream()
                .mapToLong(one -> one.recovery().toMillis())
                .max()
                .orElse(0);
        return row(
                name,
                episodes.size(),
                during.size(),
                count(during, exchange -> exchange.answer().status() == 401),
                count(during, exchange -> exchange.answer().status() == 503),
                count(during, exchange -> exchange.answer().status() == 0),
                count(during, Report::isRevocation),
                violations.stream()
                        .filter(one -> during.contains(one.evidence().get(0)))
                        .count(),
                slowest(during),
                String.format(Locale.ROOT, "%.1f s", longest / 1_000));
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, "%-50s %6s %8s %6s %6s %9s %11s %10s %8s %8s%n", columns);
    }

    /** Of those that were answered. */
    private static String slowest(List<Exchange> exchanges) {
        long slowest = exchanges.stream()
                .filter(exchange -> exchange.answer().status() != 0)
                .mapToLong(exchange -> exchange.end() - exchange.start())
                .max()
                .orElse(0);
        return String.format(Locale.ROOT, "%.1f s", slowest / 1e9);
    }

    private static long count(List<Exchange> exchanges, Predicate<Exchange> which) {
        return exchanges.stream().filter(which).count();
    }

    static boolean isRevocation(Exchange exchange) {
        Act act = exchange.act();
        boolean ends = act instanceof Act.EndLogin
                || act instanceof Act.EndSession
                || act instanceof Act.EndApiToken
                || act instanceof Act.EndAll
                || act instanceof Act.ChangePassword
                || (act instanceof Act.SetActive set && !set.active());
        return ends && exchange.answer().isSuccess();
    }

    /** Adds a text to the file that continuous integration prints. */
    static void write(String name, String text) throws IOException {
        Path file = Path.of("target", name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        System.out.println(text);
    }
}
