package dev.keycard.sql;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuthEvent;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Events as rows. */
final class AuditRows {

    static final String COLUMNS = "seq, at, kind, user_id, actor_id, request, address, details";

    private static final String INSERT =
            "insert into audit (at, kind, user_id, actor_id, request, address, details) values (?, ?, ?, ?, ?, ?, ?)";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private AuditRows() {}

    static void insert(SqlConnection sql, AuthEvent event) throws SQLException {
        AuditContext context = event.context();
        sql.update(
                INSERT,
                context.at(),
                event.kind(),
                event.userId(),
                context.actorId(),
                context.requestId(),
                context.address(),
                JSON.writeValueAsString(new TreeMap<>(event.details())));
    }

    /** Reads {@link #COLUMNS}. */
    static AuditEntry read(Row row) throws SQLException {
        return new AuditEntry(
                row.number(),
                row.instant(),
                row.text(),
                row.userIdOrNull(),
                row.userIdOrNull(),
                row.text(),
                row.text(),
                JSON.readValue(row.text(), DETAILS));
    }
}
