package dev.keycard.faults.scenario;

import dev.keycard.faults.cluster.PostgresProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Another program in the database, whose transactions stand in the way of those of the nodes. For one thread. */
final class Saboteur {

    private static final String HOT_ROWS = """
            select 'update login set last_seen_at = last_seen_at where id = ''' || id || '''' from (
                select id from login where ended_at is null order by id desc limit 8) live
            union all
            select 'update account set active = active where user_id = ''' || user_id || '''' from account""";

    private final PostgresProcess database;
    private final Random random;

    Saboteur(PostgresProcess database, long seed) {
        this.database = database;
        this.random = new Random(seed);
    }

    /** Changes the rows of live logins and of accounts in random order, again and again: serialization failures and deadlocks. */
    void conflict(Duration duration) throws SQLException, InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            while (System.nanoTime() < end) {
                change(connection, sql);
            }
        }
    }

    private void change(Connection connection, Statement sql) throws SQLException, InterruptedException {
        try {
            List<String> changes = new ArrayList<>();
            try (ResultSet rows = sql.executeQuery(HOT_ROWS)) {
                while (rows.next()) {
                    changes.add(rows.getString(1));
                }
            }
            Collections.shuffle(changes, random);
            for (String change : changes.subList(0, Math.min(5, changes.size()))) {
                sql.execute(change);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(10));
            }
            connection.commit();
        } catch (SQLException conflict) {
            connection.rollback();
        }
    }

    /** Locks the tables of logins and accounts, so that the connections of all nodes are soon waiting. */
    void lock(Duration duration) throws SQLException, InterruptedException {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!locks(connection, sql)) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(50));
            }
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
            connection.rollback();
        }
    }

    private static boolean locks(Connection connection, Statement sql) throws SQLException {
        try {
            sql.execute("lock table login, account in access exclusive mode");
            return true;
        } catch (SQLException deadlock) {
            connection.rollback();
            return false;
        }
    }
}
