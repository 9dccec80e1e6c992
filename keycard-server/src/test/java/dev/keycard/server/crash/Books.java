package dev.keycard.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds the audit against what it tells about: each act has its effect, and each effect its act. */
final class Books {

    /** What there must be none of. Each statement counts it. */
    private static final Map<String, String> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("logins and API tokens without exactly one entry that tells of their beginning", """
                select count(*) from (
                    select made.id from (select id from login union all select id from api_token) made
                    left join (select json_extract(details, '$.credential') as id from audit where kind = 'signed_in') act
                        on act.id = made.id
                    group by made.id having count(act.id) <> 1)""");
        FAULTS.put("entries that tell of logins and API tokens that are not there", """
                select count(*) from audit where kind = 'signed_in' and json_extract(details, '$.credential')
                    not in (select id from login union all select id from api_token)""");
        FAULTS.put("single endings without exactly one entry", """
                select count(*) from (
                    select gone.id from (
                        select id from login where ended_reason in ('SIGNED_OUT', 'REFRESH_REUSED')
                        union all select id from api_token where ended_at is not null and not exists (
                            select 1 from audit where kind = 'api_tokens_ended'
                                and audit.user_id = api_token.user_id and at = ended_at)) gone
                    left join (
                        select coalesce(json_extract(details, '$.login'), json_extract(details, '$.token')) as id from audit
                        where kind in ('login_ended', 'refresh_reused', 'api_token_ended')) act on act.id = gone.id
                    group by gone.id having count(act.id) <> 1)""");
        FAULTS.put("entries that tell of endings that did not happen", """
                select count(*) from audit where kind in ('login_ended', 'refresh_reused', 'api_token_ended')
                    and coalesce(json_extract(details, '$.login'), json_extract(details, '$.token')) not in (
                        select id from login where ended_reason in ('SIGNED_OUT', 'REFRESH_REUSED')
                        union all select id from api_token where ended_at is not null)""");
        FAULTS.put("logins that ended together without an entry of that moment", """
                select count(*) from login where
                    ended_reason = 'SIGNED_OUT_EVERYWHERE' and not exists (select 1 from audit
                        where kind = 'all_logins_ended' and audit.user_id = login.user_id and at = ended_at)
                    or ended_reason = 'PASSWORD_CHANGED' and not exists (select 1 from audit
                        where kind = 'password_changed' and audit.user_id = login.user_id and at = ended_at)""");
        FAULTS.put("entries that tell of the end of all logins, later than any such end", """
                select count(*) from audit join account on account.user_id = audit.user_id
                where kind in ('all_logins_ended', 'password_changed') and at > revoked_before""");
        FAULTS.put("users whose password was changed more or less often than the entries tell", """
                select count(distinct credential_version - (
                    select count(*) from audit where kind = 'password_changed'
                        and audit.user_id = account.user_id)) - 1 from account""");
        FAULTS.put("changes for other nodes without an entry, or the reverse", """
                select abs((select count(*) from change where kind in ('LOGIN_ENDED', 'API_TOKEN_ENDED')) - (
                    select count(*) from audit where kind in ('login_ended', 'refresh_reused', 'api_token_ended')))""");
    }

    private Books() {}

    /** Checks that the books of the database balance. */
    static void check(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> fault : FAULTS.entrySet()) {
                assertThat(number(statement, fault.getValue()))
                        .as(fault.getKey())
                        .isZero();
            }
        }
    }

    /** How many entries of a kind there are. */
    static long entries(Path database, String kind) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            return number(statement, "select count(*) from audit where kind = '" + kind + "'");
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.getLong(1);
        }
    }
}
