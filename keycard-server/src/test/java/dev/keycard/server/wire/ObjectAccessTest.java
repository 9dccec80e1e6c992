package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.crypto.Entropy;
import dev.keycard.http.Answers;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.id.UserId;
import dev.keycard.message.Catalogue;
import dev.keycard.permission.Admission;
import dev.keycard.permission.ObjectAccess;
import dev.keycard.permission.Permission;
import dev.keycard.server.http.Limits;
import dev.keycard.server.http.VertxServer;
import dev.keycard.server.testing.ServersOwn;
import dev.keycard.user.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An application's notes: their owner does everything, others read the open ones, and learn nothing of the rest. */
@ServersOwn("The endpoints are those of the test; applications on Spring have ObjectGuard.")
class ObjectAccessTest {

    @AutoClose
    private static final VertxServer FRONT =
            VertxServer.open("127.0.0.1", 0, null, Limits.defaults(), new Notes(), Entropy.secure());

    @Test
    void owner_readsAndDeletes() {
        asked("GET", "/notes/secret", "ada").expect(200);
        asked("DELETE", "/notes/secret", "ada").expect(200);
    }

    @Test
    void stranger_isToldOfASecretNoteWhatIsToldOfAMissingOne() {
        String missing =
                asked("GET", "/notes/missing", "bob").expect(404, "not_found").body();
        for (String method : new String[] {"GET", "DELETE", "PATCH"}) {
            for (String name : new String[] {"bob", ""}) {
                assertThat(asked(method, "/notes/secret", name)
                                .expect(404, "not_found")
                                .body())
                        .isEqualTo(missing);
            }
        }
    }

    @Test
    void stranger_readsAnOpenNote_andIsRefusedToDeleteIt_inTheWordsOfTheRule() {
        asked("GET", "/notes/open", "bob").expect(200);
        asked("DELETE", "/notes/open", "bob").expect(403, "owners_only");
        asked("DELETE", "/notes/open", "").expect(401, "not_authenticated");
    }

    private static Reply asked(String method, String path, String name) {
        return new WireClient(FRONT.port())
                .request(method, path)
                .header("X-Name", name)
                .send();
    }

    private record Note(String owner, boolean open) {}

    /** The smallest application that checks objects; whoever is named in a header is believed. */
    private static final class Notes implements Answers {

        private static final Permission RULE = Permission.ofObject(
                        Note.class, (request, principal, note) -> note.open() && request.isSafe())
                .or(Permission.ofObject(
                        Note.class,
                        (request, principal, note) -> name(principal).equals(note.owner())))
                .withDenial("owners_only", "Only its owner may do this.");

        private final Map<String, Note> notes =
                Map.of("/notes/secret", new Note("ada", false), "/notes/open", new Note("ada", true));

        @Override
        public boolean hasPath(String path) {
            return true;
        }

        @Override
        public Response answer(Request request) {
            try {
                Principal principal = principal(request);
                Admission.require(RULE, true, request, principal);
                Note found = Optional.ofNullable(notes.get(request.path()))
                        .orElseThrow(() -> new ApiError(ErrorCode.NOT_FOUND));
                Note note = ObjectAccess.require(RULE, request, principal, found);
                return Response.json(200, Json.object().put("owner", note.owner()));
            } catch (ApiError refused) {
                return refused.toResponse(refused.code().status(), false, Catalogue.of("en"));
            }
        }

        @Override
        public Optional<Response> answerFromMemory(Request request) {
            return Optional.empty();
        }

        @Override
        public Response refuse(Request request, ErrorCode code) {
            return Response.noContent();
        }

        @Override
        public Response overloaded(Request request) {
            return Response.noContent();
        }

        private static String name(Principal principal) {
            return principal instanceof AuthenticatedPrincipal signedIn
                    ? User.of(signedIn).username()
                    : "";
        }

        private static Principal principal(Request request) {
            String name = request.header("X-Name");
            if (name == null || name.isEmpty()) {
                return Anonymous.ANONYMOUS;
            }
            Instant then = Instant.EPOCH;
            User user = User.builder(UserId.of(1), name)
                    .credentialVersion(1)
                    .createdAt(then)
                    .revokedBefore(then)
                    .build();
            return new AuthenticatedPrincipal(user, new Credential.Basic());
        }
    }
}
