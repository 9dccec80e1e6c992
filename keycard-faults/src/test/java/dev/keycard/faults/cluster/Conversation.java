package dev.keycard.faults.cluster;

import dev.keycard.faults.cluster.Messages.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a node and PostgreSQL say to each other on one connection, as far as it tells when a transaction commits. The driver gives
 * names to statements that it runs often, and sends only the names from then on. Thread-safe.
 */
final class Conversation {

    private static final String BATCH_ENDS = "SQHX";
    private static final Pattern WRITE = Pattern.compile("\\b(insert into|update|delete from)\\b");

    private final Map<String, String> statements = new HashMap<>();
    private final List<String> transaction = new ArrayList<>();
    private boolean idle;
    private boolean batchCommits;

    /** Takes note of a message to the database. Answers whether it ends what is sent together. */
    synchronized boolean sent(Message message) {
        switch (message.type()) {
            case 'P' -> statements.put(message.textAt(0), message.textAfter(0).toLowerCase(Locale.ROOT));
            case 'B' -> run(statements.getOrDefault(message.textAfter(0), ""));
            case 'Q' -> run(message.textAt(0).toLowerCase(Locale.ROOT));
            default -> {}
        }
        return message.type() == 0 || BATCH_ENDS.indexOf(message.type()) >= 0;
    }

    private void run(String statement) {
        transaction.add(statement);
        boolean writes = WRITE.matcher(statement).find();
        boolean begins = transaction.stream().anyMatch(one -> one.startsWith("begin"));
        batchCommits |= statement.equals("commit") || (idle && !begins && writes);
    }

    /** Whether what has been sent since the last answer commits a transaction. */
    synchronized boolean commits() {
        return batchCommits
                && transaction.stream().anyMatch(one -> WRITE.matcher(one).find());
    }

    /** The statements of the transaction, in lower case. */
    synchronized String transaction() {
        return String.join("\n", transaction);
    }

    /** Takes note of a message from the database. Answers whether it tells that nothing is open any more. */
    synchronized boolean received(Message message) {
        if (message.type() != 'Z') {
            return false;
        }
        idle = message.charAt(0) == 'I';
        batchCommits = false;
        if (idle) {
            transaction.clear();
        }
        return idle;
    }
}
