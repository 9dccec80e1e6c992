package dev.keycard.sql;

import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one database does in its own way. The statements of the stores are written once, in the SQL that SQLite and PostgreSQL
 * share: {@code on conflict (key) do update}, {@code returning}, {@code is distinct from}, {@code true} and {@code false}, and
 * {@code delete ... where key in (select ... limit ?)}. Moments are numbers that the program gives, never the database's clock.
 * The few words that differ stand in braces, and are replaced when a statement is prepared. Immutable.
 */
interface Dialect {

    /** The words that may stand in braces. A word without a replacement refuses the statement. */
    Map<String, String> words();

    /** Whether the transaction conflicted with another one: it was undone, and may succeed when it is run again. */
    boolean isConflict(SQLException failure);

    /** What went wrong, as a clause for the log and the operator; no stored value is part of it. */
    String describe(SQLException failure);

    /** The statement as this database understands it. */
    default String translate(String statement) {
        return Words.IN_BRACES.matcher(statement).replaceAll(word -> {
            String replacement = words().get(word.group(1));
            if (replacement == null) {
                throw new IllegalArgumentException("the dialect has no word for " + word.group());
            }
            return Matcher.quoteReplacement(replacement);
        });
    }

    /** The form of the words. */
    final class Words {

        /** The larger of two values: {@code {greatest}(a, b)}. */
        static final String GREATEST = "greatest";

        /** The smaller of two values: {@code {least}(a, b)}. */
        static final String LEAST = "least";

        /** Where a text is found in another, from 1 on, or 0: {@code {position}(text, part)}. */
        static final String POSITION = "position";

        /** Stands before {@code offset ?} where all further rows are wanted. */
        static final String ALL_ROWS = "all rows";

        private static final Pattern IN_BRACES = Pattern.compile("\\{([a-z ]+)}");

        private Words() {}
    }
}
