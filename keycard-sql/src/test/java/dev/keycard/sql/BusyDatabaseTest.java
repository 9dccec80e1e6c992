package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusyDatabaseTest {

    @TempDir
    Path directory;

    @Test
    void refuses_changesWhileAnotherProcessWritesForTooLong() throws Exception {
        Notes notes = Notes.in(directory, Duration.ofMillis(20));
        RepairableConnection connection = notes.writing();
        try (SqlConnection other = notes.file().openWriter();
                GroupWriter writer = new GroupWriter(connection, 8, 8).start()) {
            other.execute("begin immediate");
            assertThatThrownBy(() -> writer.write(Notes.adding(1)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("locked by another process");

            other.execute("commit");
            assertThat(writer.write(Notes.adding(2))).isEqualTo(2);
        }
        connection.drop();
        assertThat(notes.visible()).containsExactly(2L);
    }
}
