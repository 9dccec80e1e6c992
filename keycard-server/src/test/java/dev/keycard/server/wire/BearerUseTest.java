package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.user.User;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RFC 6750: how a bearer token is presented, and what a refusal says. Bad tokens are in {@link ChallengeTest}. */
class BearerUseTest {

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    private static String access = "";

    @BeforeAll
    static void signIn() {
        SERVER.user("ada");
        access = SERVER.signIn("ada").access();
    }

    @Test
    void accessTokenInTheQuery_isNeverAccepted() {
        SERVER.client().get("/api/profile/?access_token=" + access).send().expect(401, "not_authenticated");
    }

    @Test
    void accessTokenInTheBody_isNeverAccepted() {
        SERVER.client()
                .post("/api/logout-all/")
                .form("access_token", access)
                .send()
                .expect(401, "not_authenticated");
        SERVER.client()
                .post("/api/logout-all/")
                .json("access_token", access)
                .send()
                .expect(401, "not_authenticated");
        SERVER.client().get("/api/profile/").bearer(access).send().expect(200);
    }

    @Test
    void tokenByMoreThanOneMethod_isAnInvalidRequest() {
        Reply query = SERVER.client()
                .get("/api/profile/?a=b&access_token=" + access)
                .bearer(access)
                .send()
                .expect(400, "invalid");
        assertThat(query.headerLines("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"api\", error=\"invalid_request\"");
        Reply form = SERVER.client()
                .post("/api/logout-all/")
                .bearer(access)
                .form("access_token", access)
                .send()
                .expect(400, "invalid");
        assertThat(form.headerLines("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"api\", error=\"invalid_request\"");
    }

    @Test
    void missingScope_isNamed_whereItIsKnown() {
        User bob = SERVER.user("bob");
        String narrow = ServiceTokens.make(SERVER, bob, "", Set.of("other"), null)
                .secret()
                .reveal();
        Reply reply = SERVER.client()
                .get("/api/logins/")
                .authorization("Token " + narrow)
                .send()
                .expect(403, "permission_denied");
        assertThat(reply.headerLines("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"account\"");
    }

    @Test
    void otherRefusals_nameNoScope() {
        Reply reply =
                SERVER.client().get("/api/admin/users/").bearer(access).send().expect(403, "permission_denied");
        assertThat(reply.headerLines("WWW-Authenticate")).isEmpty();
    }
}
