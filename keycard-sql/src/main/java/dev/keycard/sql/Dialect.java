package dev.keycard.sql;

import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The differences of one database. The statements of the stores are written once, in the SQL that SQLite and PostgreSQL share:
 * {@code on conflict (key) do update}, {@code returning}, {@code is distinct from}, {@code true} and {@code false}, and {@code
 * delete ... where key in (select ... limit ?)}. Times are numbers that the program passes, never the database's clock. The few
 * words that differ are placeholders in braces, which are replaced when a statement is prepared. Immutable.
 */
interface Dialect {

    /** The placeholders and their replacements. A statement with an unknown placeholder is refused. */
    Map<String, String> words();

    /** Whether the transaction conflicted with another one: it was rolled back, and may succeed when it is run again. */
    boolean isConflict(SQLException failure);

    /** The reason of a failure, as a clause for the log and the operator; it contains no stored value. */
    String describe(SQLException failure);

    /** The statement in the SQL of this database. */
    default String translate(String statement) {
        return Words.IN_BRACES.matcher(statement).replaceAll(word -> {
            String replacement = words().get(word.group(1));
            if (replacement == null) {
                throw new IllegalArgumentException("the dialect has no word for " + word.group());
            }
            return Matcher.quoteReplacement(replacement);
        });
    }

    /** The form of placeholders. */
    final class Words {

        /** The larger of two values: {@code {greatest}(a, b)}. */
        static final String GREATEST = "greatest";

        /** The smaller of two values: {@code {least}(a, b)}. */
        static final String LEAST = "least";

        /** The position of a text in another, counted from 1; 0 if it is not found: {@code {position}(text, part)}. */
        static final String POSITION = "position";

        /** Precedes {@code offset ?} in a query for all further rows. */
        static final String ALL_ROWS = "all rows";

        /**
         * An id that is greater than those of all transactions that have begun to write; 0 where numbers are visible in order.
         */
        static final String NEXT_TRANSACTION = "next transaction";

        /** The id of the oldest transaction that is not over, or of the next; 0 where numbers are visible in order. */
        static final String OLDEST_TRANSACTION = "oldest transaction";

        /**
         * The time of the database server in milliseconds; 0 where the database has no other clock than this program. Only for
         * the age of changes, which must not depend on the clock of one node.
         */
        static final String SERVER_TIME = "server time";

        /** How many transactions that are older than {@code ?} milliseconds may still write changes; 0 where only one writes. */
        static final String OLD_WRITERS = "old writers";

        private static final Pattern IN_BRACES = Pattern.compile("\\{([a-z ]+)}");

        private Words() {}
    }
}
