package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.NewApiToken;
import dev.keycard.user.User;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What presenting an API token costs the store: nothing for a malformed one, never a write. */
class ApiTokenUseTest {

    @AutoClose
    private final RunningServer server = RunningServer.start();

    @Test
    void wrongChecksum_isRefusedBeforeAnyLookUp() {
        User ada = server.user("ada");
        String good =
                ServiceTokens.make(server, ada, "", Set.of(), null).secret().reveal();
        char last = good.charAt(good.length() - 1);
        String mistyped = good.substring(0, good.length() - 1) + (last == 'A' ? 'B' : 'A');
        server.node().loseDatabase();

        profile(good).expect(503, "unavailable");
        profile(mistyped).expect(401, "authentication_failed");
        profile("kc_short").expect(401, "authentication_failed");
    }

    /** Another process holds the database's only writer, so a request that had to write would wait. */
    @Test
    void lastUse_isWrittenInBatches_andNeverOnTheRequestPath() throws SQLException {
        User ada = server.user("ada");
        NewApiToken token = ServiceTokens.make(server, ada, "", Set.of(), null);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + server.databaseFile());
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            for (int i = 0; i < 20; i++) {
                profile(token.secret().reveal()).expect(200);
            }
            assertThat(lastUse(token)).isNull();
            statement.execute("rollback");
        }

        server.node().keycard().apiTokens().writeUses();

        assertThat(lastUse(token)).isEqualTo(server.clock().instant());
    }

    private @Nullable Instant lastUse(NewApiToken token) {
        return server.stores()
                .apiTokens()
                .find(token.token().id())
                .orElseThrow()
                .lastUsedAt();
    }

    private Reply profile(String secret) {
        return server.client()
                .get("/api/profile/")
                .authorization("Token " + secret)
                .send();
    }
}
