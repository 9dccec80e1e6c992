package dev.keycard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/audit.md} tells of every kind of event, by the name under which it is written, and with its details. */
class AuditPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|.*$");

    private static final AuditContext OCCASION = AuditContext.at(Instant.EPOCH);
    private static final TimeId ID = TimeId.firstOf(Instant.EPOCH);

    private static final List<AuthEvent> ONE_OF_EACH = List.of(
            new AuthEvent.SignedIn(OCCASION, UserId.of(1), "token", ID),
            new AuthEvent.LoginEnded(OCCASION, UserId.of(1), ID, "signed_out"),
            new AuthEvent.RefreshReused(OCCASION, UserId.of(1), ID),
            new AuthEvent.AllLoginsEnded(OCCASION, UserId.of(1), "signed_out_everywhere", 1),
            new AuthEvent.PasswordChanged(OCCASION, UserId.of(1)),
            new AuthEvent.ApiTokenCreated(OCCASION, UserId.of(1), ID),
            new AuthEvent.ApiTokenEnded(OCCASION, UserId.of(1), ID),
            new AuthEvent.ApiTokensEnded(OCCASION, UserId.of(1), "signed_out_everywhere", 1),
            new AuthEvent.EmailChangeAsked(OCCASION, UserId.of(1), ID),
            new AuthEvent.EmailChanged(OCCASION, UserId.of(1), ID),
            new AuthEvent.EmailChangeUndone(OCCASION, UserId.of(1), ID),
            new AuthEvent.ApiTokenRotated(OCCASION, UserId.of(1), ID, ID),
            new AuthEvent.UserCreated(OCCASION, UserId.of(1)),
            new AuthEvent.UserChanged(OCCASION, UserId.of(1), Set.of("email")),
            new AuthEvent.UserDeleted(OCCASION, UserId.of(1)),
            new AuthEvent.KeyAdded(OCCASION, "kid"),
            new AuthEvent.KeyRemoved(OCCASION, "kid"),
            new AuthEvent.SignInFailed(OCCASION, UserId.of(1)),
            new AuthEvent.SignInThrottled(OCCASION),
            new AuthEvent.UnfamiliarSignIn(OCCASION, UserId.of(1)),
            new AuthEvent.PermissionRefused(OCCASION, UserId.of(1), "admin-users", "GET"),
            new AuthEvent.RefreshRepeated(OCCASION, UserId.of(1), ID, true),
            new AuthEvent.PasswordResetSent(OCCASION, UserId.of(1)),
            new AuthEvent.ObservationsDropped(OCCASION, 1));

    @Test
    void samples_areOneOfEach() {
        assertThat(ONE_OF_EACH.stream().<Class<?>>map(AuthEvent::getClass).toList())
                .containsExactlyInAnyOrderElementsOf(Stream.of(AuthEvent.Act.class, AuthEvent.Observation.class)
                        .<Class<?>>flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                        // Has the kind of those for which it stands.
                        .filter(family -> family != AuthEvent.Repeated.class)
                        .toList());
    }

    @Test
    void page_tellsOfEveryKind_andNoOther() throws IOException {
        assertThat(ROW.matcher(page()).results().map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        ONE_OF_EACH.stream().map(AuthEvent::kind).toList());
    }

    @Test
    void page_tellsOfEveryDetail() throws IOException {
        List<String> rows =
                ROW.matcher(page()).results().map(MatchResult::group).toList();
        for (int i = 0; i < rows.size(); i++) {
            for (String detail : ONE_OF_EACH.get(i).details().keySet()) {
                assertThat(rows.get(i)).contains("`" + detail + "`");
            }
        }
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "audit.md"));
    }
}
