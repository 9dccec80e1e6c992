package dev.keycard.permission;

import static dev.keycard.support.Refusals.assertRefused;
import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.http.TestRequest;
import dev.keycard.id.UserId;
import org.junit.jupiter.api.Test;

class ObjectAccessTest {

    private static final Request GET = TestRequest.get("/notes/1");
    private static final Request HEAD = TestRequest.of("HEAD", "/notes/1");
    private static final Request DELETE = TestRequest.of("DELETE", "/notes/1");
    private static final Principal NOBODY = Anonymous.ANONYMOUS;
    private static final Principal ALICE = new AuthenticatedPrincipal(user(1), new Credential.Basic());
    private static final Principal BOB = new AuthenticatedPrincipal(user(2), new Credential.Basic());
    private static final Note SECRET = new Note(1, false);
    private static final Note OPEN = new Note(1, true);

    /** Owners do everything; others read what is open. */
    private static final Permission RULE = Permission.ofObject(Note.class, ObjectAccessTest::isOwner)
            .or(Permission.ofObject(Note.class, (request, principal, note) -> note.open() && request.isSafe()));

    private static final class OwnNote extends ObjectPermission<Note> {

        OwnNote() {
            super(Note.class);
        }

        @Override
        protected boolean allows(Request request, Principal principal, Note note) {
            return isOwner(request, principal, note);
        }
    }

    @Test
    void ruleAsAClass_dependsOnTheObject_andStaysOpenForAnotherType() {
        Permission rule = new OwnNote();
        assertThat(rule.decide(GET, ALICE)).isEqualTo(Decision.Depends.DEPENDS);
        assertThat(rule.permits(GET, ALICE)).isFalse();
        assertThat(rule.decide(GET, ALICE, "no note")).isEqualTo(Decision.Depends.DEPENDS);
        assertThat(rule.permits(GET, ALICE, SECRET)).isTrue();
        assertThat(rule.decide(GET, BOB, SECRET).isDenied()).isTrue();
        assertRefused(ErrorCode.NOT_FOUND, () -> ObjectAccess.require(rule, GET, BOB, SECRET));
    }

    @Test
    void gives_theObject_toWhomeverMay() {
        assertThat(ObjectAccess.require(RULE, DELETE, ALICE, SECRET)).isSameAs(SECRET);
        assertThat(ObjectAccess.require(RULE, GET, NOBODY, OPEN)).isSameAs(OPEN);
    }

    @Test
    void hides_whatMayNotEvenBeRead_whoeverAsks() {
        for (Principal stranger : new Principal[] {BOB, NOBODY}) {
            for (Request request : new Request[] {GET, HEAD, DELETE}) {
                assertRefused(ErrorCode.NOT_FOUND, () -> ObjectAccess.require(RULE, request, stranger, SECRET));
            }
        }
    }

    @Test
    void refuses_toChangeWhatMayBeRead_with403_and401ForNobody() {
        assertRefused(ErrorCode.PERMISSION_DENIED, () -> ObjectAccess.require(RULE, DELETE, BOB, OPEN));
        assertRefused(ErrorCode.NOT_AUTHENTICATED, () -> ObjectAccess.require(RULE, DELETE, NOBODY, OPEN));
    }

    @Test
    void hides_objectOfAnotherType_underNotToo() {
        assertRefused(ErrorCode.NOT_FOUND, () -> ObjectAccess.require(RULE, GET, ALICE, "no note"));
        assertRefused(ErrorCode.NOT_FOUND, () -> ObjectAccess.require(RULE.not(), GET, ALICE, "no note"));
    }

    @Test
    void hides_whatNoRuleCanDecide() {
        Permission broken = Permission.ofObject(Note.class, (request, principal, note) -> {
            throw new IllegalStateException("broken");
        });
        assertRefused(ErrorCode.NOT_FOUND, () -> ObjectAccess.require(broken, DELETE, ALICE, OPEN));
        assertRefused(ErrorCode.NOT_FOUND, () -> ObjectAccess.require(broken.not(), GET, ALICE, OPEN));
    }

    @Test
    void readingIsAskedForTheSameRequest_exceptItsMethodAndBody() {
        TestRequest delete = TestRequest.of("DELETE", "/notes/1")
                .withQuery("as=owner")
                .with("X-Note", "1")
                .withUntypedBody("body");
        Request reading = new AsGet(delete);

        assertThat(reading.method()).isEqualTo("GET");
        assertThat(reading.body()).isEmpty();
        assertThat(reading.path()).isEqualTo(delete.path());
        assertThat(reading.query()).isEqualTo(delete.query());
        assertThat(reading.header("x-note")).isEqualTo("1");
        assertThat(reading.headers("x-note")).containsExactly("1");
        assertThat(reading.address()).isEqualTo(delete.address());
        assertThat(reading.secure()).isEqualTo(delete.secure());
        assertThat(reading.id()).isEqualTo(delete.id());
    }

    private static boolean isOwner(Request request, Principal principal, Note note) {
        return principal instanceof AuthenticatedPrincipal signedIn
                && signedIn.subject().id().equals(UserId.of(note.owner()));
    }

    private record Note(long owner, boolean open) {}
}
