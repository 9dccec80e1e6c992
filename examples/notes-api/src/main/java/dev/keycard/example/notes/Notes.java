package dev.keycard.example.notes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The notes in the application's own database. */
@Repository
class Notes {

    private static final String SELECT =
            "select id, owner, text, (select group_concat(reader) from reader where note = id) as readers from note ";

    private final JdbcClient database;

    Notes(JdbcClient database) {
        this.database = database;
    }

    /** All notes, for the export. */
    List<Note> all() {
        return database.sql(SELECT + "order by id").query(Notes::note).list();
    }

    List<Note> readableBy(String user) {
        return database.sql(SELECT
                        + "where owner = :user or id in (select note from reader where reader = :user) order by id")
                .param("user", user)
                .query(Notes::note)
                .list();
    }

    Optional<Note> find(long id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Notes::note)
                .optional();
    }

    /**
     * Keeps a new note, in one statement with the check of the limit: two requests at once cannot exceed it.
     *
     * @return empty if the user has that many notes already
     */
    Optional<Note> add(String owner, String text, long limit) {
        return database.sql("insert into note (owner, text) select :owner, :text"
                        + " where (select count(*) from note where owner = :owner) < :limit returning id")
                .param("owner", owner)
                .param("text", text)
                .param("limit", limit)
                .query(Long.class)
                .optional()
                .map(id -> new Note(id, owner, text, Set.of()));
    }

    void write(long id, String text) {
        database.sql("update note set text = :text where id = :id")
                .param("id", id)
                .param("text", text)
                .update();
    }

    void delete(long id) {
        database.sql("delete from note where id = :id").param("id", id).update();
    }

    void share(long id, String reader) {
        database.sql("insert or ignore into reader (note, reader) values (:id, :reader)")
                .param("id", id)
                .param("reader", reader)
                .update();
    }

    void unshare(long id) {
        database.sql("delete from reader where note = :id").param("id", id).update();
    }

    private static Note note(ResultSet row, int number) throws SQLException {
        @Nullable String readers = row.getString("readers");
        return new Note(
                row.getLong("id"),
                row.getString("owner"),
                row.getString("text"),
                readers == null ? Set.of() : Set.of(readers.split(",")));
    }
}
