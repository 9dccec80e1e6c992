package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Keycard;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditFilter;
import dev.keycard.cleanup.CleanupRound;
import dev.keycard.id.UserId;
import dev.keycard.store.PageRequest;
import dev.keycard.store.TimePageRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PostgreSQL finds what it needs by an index, however much there is: it says so itself, and its counters confirm it. */
class PostgresPlansTest {

    /** So many that a plan without an index costs far more. */
    private static final int USERS = 20_000;

    private static final List<String> FILLING = List.of(
            """
            insert into users (username, username_key, email, email_key, email_confirmed, first_name, last_name,
                password_hash, staff, superuser, tier, roles, search, created_at)
            select 'p' || n, 'p' || n, 'p' || n, 'p' || n, true, '', '', '!', false, false, '', '[]', 'p' || n, n
            from generate_series(1, %d) n""",
            "insert into account select id::text, true, true, 0, 0, 0 from users",
            """
            insert into login select format('%%s-7000-8000-%%s', left(lpad(to_hex(n), 12, '0'), 8) || '-' ||
                right(lpad(to_hex(n), 12, '0'), 4), lpad(to_hex(n), 12, '0')), (1 + n %% %d)::text,
                case when n %% 4 = 0 then 'SESSION' else 'TOKENS' end, n, '["pwd"]', 0, n, 'x', 0, 0, 0, n, n,
                9000000000000, case when n %% 3 = 0 then n end, case when n %% 3 = 0 then 'SIGNED_OUT' end, '', '',
                case when n %% 4 = 0 then md5(n::text) end from generate_series(1, 3 * %1$d) n""",
            """
            insert into api_token select format('%%s-7000-8000-%%s', left(lpad(to_hex(n), 12, '0'), 8) || '-' ||
                right(lpad(to_hex(n), 12, '0'), 4), lpad(to_hex(n), 12, '0')), (1 + n %% %d)::text, md5(n::text), '',
                '[]', 'kc', n %% 2 = 0, n, null, null, case when n %% 3 = 0 then n end, false
                from generate_series(1, %1$d) n""",
            "insert into familiar_address select id::text, '192.0.2.1', 1760000000000 + id from users",
            "insert into reserved_name select 'former' || id, id::text, 1772000000000 from users",
            """
            insert into mail_change select format('%%s-7000-8000-%%s', left(lpad(to_hex(n), 12, '0'), 8) || '-' ||
                right(lpad(to_hex(n), 12, '0'), 4), lpad(to_hex(n), 12, '0')), n::text, 'a', true, 'b', 'EFFECTIVE', n,
                0 from generate_series(1, %d) n""",
            "insert into change (at, kind, subject) select 1772000000000 + n, 'USER_CHANGED', n::text"
                    + " from generate_series(1, %d) n",
            "insert into audit (at, kind, user_id, actor_id, request, address, details)"
                    + " select 1760000000000 + n, 'signed_in', (1 + n %% 500)::text, null, '', '', '{}'"
                    + " from generate_series(1, 2 * %d) n",
            "analyze");

    private static final PostgresStores STORES = PostgresStores.open();

    @BeforeAll
    static void fill() throws SQLException {
        STORES.database().close();
        try (Connection connection = DriverManager.getConnection(STORES.url());
                Statement sql = connection.createStatement()) {
            for (String statement : FILLING) {
                sql.execute(String.format(statement, USERS));
            }
        }
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    static Stream<String> statements() {
        return Stream.concat(
                CleanupPlanTest.statements(),
                Stream.of(
                        SqlLoginStore.EXCHANGE,
                        SqlLoginStore.BY_ID,
                        SqlLoginStore.BY_DIGEST,
                        SqlUserStore.PASSWORD_BY_NAME,
                        GuardCheck.OTHER_SUPERUSER));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void statement_findsByAnIndex_andSortsNothing(String statement) throws SQLException {
        assertThat(planOf(statement)).isNotEmpty().noneMatch(step -> step.matches("[ >-]*(Seq Scan|Sort ).*"));
    }

    /** The live logins of one user are found by an index; only they are sorted. */
    @Test
    void loginsOfAUser_areFoundBeforeTheyAreSorted() throws SQLException {
        assertThat(planOf(SqlLoginStore.LIVE))
                .noneMatch(step -> step.contains("Seq Scan"))
                .anyMatch(step -> step.contains("live_login_of_user") || step.contains("login_of_user"));
    }

    /** Whatever users, staff and the server do: no table that grows is ever read from one end to the other. */
    @Test
    void wholeLifeOfAnInstallation_scansNoTableThatGrows() throws SQLException {
        Map<String, Long> before = scans();
        try (PostgresDatabase database = PostgresDatabase.open(PostgresSettings.of(STORES.url()))) {
            BusyInstallation busy = new BusyInstallation(3);
            busy.live(database.stores(), 200);
            busy.verdicts(database.stores());
            try (Keycard engine = busy.engine(database.stores())) {
                lookAround(engine);
                CleanupRound cleanup = engine.cleanup().begin();
                for (int step = 0; step < 40 && cleanup.step(); step++) {
                    engine.stores().changes().after(1_000, 10);
                }
            }
        }
        Map<String, Long> after = scans();

        before.forEach((table, count) -> after.merge(table, -count, Long::sum));
        assertThat(after.keySet()).contains("login", "users", "account", "api_token", "audit", "change");
        // To see whether there is any row, one is read.
        assertThat(after).allSatisfy((table, rows) -> assertThat(rows).as(table).isLessThan(10));
    }

    private static void lookAround(Keycard engine) {
        engine.logins().list(null, TimePageRequest.latest(20));
        engine.logins().list(UserId.of(5), TimePageRequest.latest(20));
        engine.apiTokens().list(null, TimePageRequest.latest(20));
        engine.apiTokens().list(UserId.of(5), TimePageRequest.latest(20));
        engine.apiTokens().live(UserId.of(5));
        engine.stores().users().list(PageRequest.first(10));
        engine.stores().users().findByMail("p88", 3);
        engine.stores().audit().list(new AuditFilter(UserId.of(7), null), PageRequest.first(10));
        engine.stores().audit().list(new AuditFilter(null, "signed_in"), PageRequest.first(10));
        engine.stores()
                .changes()
                .lastBefore(engine.parts().environment().clock().instant());
        engine.logins()
                .endEverything(
                        UserId.of(9),
                        AuditContext.at(engine.parts().environment().clock().instant()));
    }

    /** How many rows were read without an index; sessions report that when they end. */
    private static Map<String, Long> scans() throws SQLException {
        Map<String, Long> scans = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(STORES.url());
                Statement sql = connection.createStatement()) {
            waitForOthers(sql);
            try (ResultSet rows =
                    sql.executeQuery("select relname, seq_tup_read from pg_stat_user_tables where relname not in"
                            + " ('signing_key', 'installation', 'keycard_schema_history')")) {
                while (rows.next()) {
                    scans.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return scans;
    }

    private static void waitForOthers(Statement sql) throws SQLException {
        boolean others = true;
        for (int i = 0; others && i < 1_000; i++) {
            try (ResultSet rows =
                    sql.executeQuery("select pg_sleep(0.01) from pg_stat_activity where pid <> pg_backend_pid()"
                            + " and datname = current_database() and backend_type = 'client backend' limit 1")) {
                others = rows.next();
            }
        }
        assertThat(others).isFalse();
    }

    private static List<String> planOf(String statement) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        int number = 0;
        for (char c : PostgresPool.DIALECT.translate(statement).toCharArray()) {
            numbered.append(c == '?' ? "$" + ++number : String.valueOf(c));
        }
        List<String> plan = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(STORES.url() + "&preferQueryMode=simple");
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("explain (generic_plan) " + numbered)) {
            while (rows.next()) {
                plan.add(rows.getString(1));
            }
        }
        return plan;
    }
}
