package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.audit.AuditContext;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a user who makes API tokens in a loop gets: an end, and lists that stay small. */
class ApiTokenRoomTest {

    @Test
    void refuses_moreTokensThanThereIsRoomFor_untilOneIsEnded() {
        try (RunningServer server = RunningServer.start()) {
            User ada = server.user("ada");
            ApiTokens tokens = server.node().keycard().apiTokens();
            IntStream.range(0, ApiTokenConfig.MOST)
                    .parallel()
                    .forEach(i -> assertThat(tokens.create(
                                    ada,
                                    "",
                                    Set.of(),
                                    Duration.ofDays(1),
                                    AuditContext.at(server.clock().instant())))
                            .isPresent());
            String access = server.signIn("ada").access();

            create(server, access).expect(400).expectFields("non_field_errors");
            tokens.end(
                    ada.id(),
                    tokens.live(ada.id()).get(0).id(),
                    AuditContext.at(server.clock().instant()));
            create(server, access).expect(201);
        }
    }

    private static Reply create(RunningServer server, String access) {
        return server.client()
                .post("/api/tokens/")
                .bearer(access)
                .json("name", "one more")
                .send();
    }
}
