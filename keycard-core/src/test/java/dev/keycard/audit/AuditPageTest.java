package dev.keycard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.TimeId;
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
            new AuthEvent.SignedIn(OCCASION, 1L, "token", ID),
            new AuthEvent.LoginEnded(OCCASION, 1L, ID, "signed_out"),
            new AuthEvent.RefreshReused(OCCASION, 1L, ID),
            new AuthEvent.AllLoginsEnded(OCCASION, 1L, "signed_out_everywhere", 1),
            new AuthEvent.PasswordChanged(OCCASION, 1L),
            new AuthEvent.ApiTokenCreated(OCCASION, 1L, ID),
            new AuthEvent.ApiTokenEnded(OCCASION, 1L, ID),
            new AuthEvent.ApiTokensEnded(OCCASION, 1L, "signed_out_everywhere", 1),
            new AuthEvent.EmailChangeAsked(OCCASION, 1L, ID),
            new AuthEvent.EmailChanged(OCCASION, 1L, ID),
            new AuthEvent.EmailChangeUndone(OCCASION, 1L, ID),
            new AuthEvent.ApiTokenRotated(OCCASION, 1L, ID, ID),
            new AuthEvent.UserCreated(OCCASION, 1L),
            new AuthEvent.UserChanged(OCCASION, 1L, Set.of("email")),
            new AuthEvent.UserDeleted(OCCASION, 1L),
            new AuthEvent.KeyAdded(OCCASION, "kid"),
            new AuthEvent.KeyRemoved(OCCASION, "kid"),
            new AuthEvent.SignInFailed(OCCASION, 1L),
            new AuthEvent.SignInThrottled(OCCASION),
            new AuthEvent.UnfamiliarSignIn(OCCASION, 1L),
            new AuthEvent.PermissionRefused(OCCASION, 1L, "admin-users", "GET"),
            new AuthEvent.RefreshRepeated(OCCASION, 1L, ID, true),
            new AuthEvent.PasswordResetSent(OCCASION, 1L),
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
