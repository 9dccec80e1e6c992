package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.client.Client;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.UserId;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.Argon2Hasher;
import dev.keycard.user.User;
import dev.keycard.user.UserDirectory;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API over users of an application's directory, as clients see it: what would change these users does not exist. */
class DirectoryEndpointsTest {

    private static final String PASSWORD = "quiet-Lantern-over-7-rivers";
    private static final User ADA =
            User.named(new UserId("member-7"), "ada").withRights(true, true).withNames("Ada", "Lovelace");

    /** One user, who is staff and a superuser in the directory. */
    private static final class OneMember implements UserDirectory {

        private final String hash = new Argon2Hasher(Argon2Cost.defaults(), Entropy.secure()).hash(PASSWORD);

        @Override
        public Optional<User> find(UserId id) {
            return Optional.of(ADA).filter(user -> user.id().equals(id));
        }

        @Override
        public Optional<User> findByName(String name) {
            return Optional.of(ADA).filter(user -> user.username().equals(name));
        }

        @Override
        public Optional<String> passwordHash(UserId id) {
            return find(id).map(user -> hash);
        }

        @Override
        public boolean replaceHash(UserId id, String expected, String replacement) {
            return false;
        }
    }

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start(config -> config.withUsers(new OneMember()));

    private final WireClient client = SERVER.client();
    private final String access = signIn();

    @ParameterizedTest
    @CsvSource({
        "GET, /api/admin/users/",
        "POST, /api/admin/users/",
        "GET, /api/admin/users/1/",
        "PATCH, /api/admin/users/1/",
        "DELETE, /api/admin/users/1/",
        "POST, /api/admin/users/1/logout/",
        "POST, /api/admin/users/1/revoke-tokens/",
        "GET, /api/admin/logins/",
        "DELETE, /api/admin/logins/1/",
        "GET, /api/admin/tokens/",
        "DELETE, /api/admin/tokens/1/",
        "GET, /api/admin/keys/",
        "POST, /api/admin/keys/",
        "DELETE, /api/admin/keys/1/",
        "GET, /api/admin/audit/",
        "POST, /api/password/change/",
        "POST, /api/password/reset/",
        "POST, /api/password/reset/confirm/",
        "POST, /api/register/",
        "POST, /api/register/confirm/",
        "POST, /api/email/confirm/",
        "POST, /api/email/undo/"
    })
    void endpointThatNeedsKeycardsOwnUsers_isNotFound_alsoForStaff(String method, String path) {
        Reply reply = client.request(method, path).bearer(access).send();

        assertThat(reply.status()).isEqualTo(404);
    }

    @Test
    void document_describesNoneOfThem() {
        assertThat(client.get("/openapi.json").send().expect(200).body())
                .doesNotContain("/api/admin/", "/api/password/", "/api/register/", "/api/email/");
    }

    @Test
    void profile_isShown_andCannotBeChanged() {
        assertThat(client.get("/api/profile/").bearer(access).send().expect(200).body())
                .contains("\"id\":\"member-7\"", "Lovelace");
        assertThat(client.patch("/api/profile/")
                        .bearer(access)
                        .json("first_name", "Eve")
                        .send()
                        .status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/logins/, 200", "GET, /api/tokens/, 200", "POST, /api/logout-all/, 204"})
    void endpointsAboutOnesOwnCredentials_areThere(String method, String path, int status) {
        client.request(method, path).bearer(access).send().expect(status);
    }

    @Test
    void signingIn_isThere() {
        client.post("/api/token/")
                .json("username", "ada", "password", PASSWORD)
                .send()
                .expect(200);
    }

    /** A token of a new login, after all that earlier tests have revoked. */
    private static String signIn() {
        SERVER.advance(Duration.ofSeconds(1));
        User ada = SERVER.node().keycard().accounts().find(ADA.id()).orElseThrow();
        return SERVER.node()
                .keycard()
                .tokens()
                .issue(ada, Client.unknown())
                .orElseThrow()
                .access();
    }
}
