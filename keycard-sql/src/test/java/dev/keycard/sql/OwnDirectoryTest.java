package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.ApiTokenResult;
import dev.keycard.apitoken.NewApiToken;
import dev.keycard.login.BeginResult;
import dev.keycard.login.Login;
import dev.keycard.login.RefreshResult;
import dev.keycard.login.TokenPair;
import dev.keycard.login.VerifyResult;
import dev.keycard.password.Argon2Cost;
import dev.keycard.signin.SignInResult;
import dev.keycard.user.CachedUser;
import dev.keycard.user.User;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An application's own users sign in, and what the application tells takes effect on every engine. */
class OwnDirectoryTest extends DirectoryEngines {

    @Test
    void signIn_refresh_verify_andLogins_work() {
        User ada = signIn("Ada@Example.org");
        TokenPair pair = issue(ada);

        assertThat(ada.id()).isEqualTo(ADA);
        assertThat(ada.roles()).containsExactly("editor");
        assertThat(verify(pair)).isInstanceOf(VerifyResult.Verified.class);
        TokenPair next = refreshed(keycard.tokens().refresh(pair.refresh(), CLIENT));
        assertThat(verify(next)).isInstanceOf(VerifyResult.Verified.class);
        assertThat(keycard.logins().live(ADA)).extracting(Login::id).containsExactly(pair.login());
        assertThat(keycard.logins().live(ADA).get(0).userId()).isEqualTo(ADA);
    }

    @Test
    void signIn_refusesWrongPasswordsAndUnknownNames() {
        assertThat(attempt("ada@example.org", "another password"))
                .isEqualTo(new SignInResult.Refused(SignInResult.Reason.WRONG_PASSWORD));
        assertThat(attempt("nobody@example.org", PASSWORD))
                .isEqualTo(new SignInResult.Refused(SignInResult.Reason.UNKNOWN_NAME));
        people.add(User.named(NEVER_SEEN, "no-password"), null);
        assertThat(attempt("no-password", PASSWORD)).isInstanceOf(SignInResult.Refused.class);
    }

    @Test
    void failedSignIn_keepsNothingAboutTheUser() {
        attempt("ada@example.org", "another password");

        assertThat(database.stores().accounts().find(ADA)).isEmpty();
    }

    @Test
    void signIn_strengthensTheHashThroughTheDirectory() {
        people.hashes.put(ADA, hash(PASSWORD, new Argon2Cost(8192, 5, 1)));
        String before = people.hashes.get(ADA);

        signIn("ada@example.org");

        assertThat(people.hashes.get(ADA)).isNotEqualTo(before);
        assertThat(attempt("ada@example.org", PASSWORD)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void apiTokens_work_alsoForUsersWhoNeverSignedIn() {
        people.add(User.named(NEVER_SEEN, "robot"), null);
        User robot = keycard.accounts().find(NEVER_SEEN).orElseThrow();

        NewApiToken made =
                keycard.apiTokens().create(robot, "ci", Set.of(), null).orElseThrow();

        assertThat(other.apiTokens().verify(made.secret().reveal()))
                .isInstanceOfSatisfying(
                        ApiTokenResult.Verified.class,
                        verified -> assertThat(verified.principal().credential().id())
                                .contains(made.token().id()));
        keycard.accounts().revokeAll(NEVER_SEEN);
        assertThat(other.apiTokens().verify(made.secret().reveal()))
                .isEqualTo(new ApiTokenResult.Revoked(ApiTokenResult.Cause.REVOKED));
    }

    @Test
    void revokeAll_reachesEveryEngineAtOnce() {
        User ada = signIn("ada@example.org");
        TokenPair pair = issue(ada);
        CachedUser cached = other.parts().caches().users().load(ADA).orElseThrow();
        assertThat(knownAsEnded(other, ada, pair)).isFalse();

        assertThat(keycard.accounts().revokeAll(ADA)).isEqualTo(1);

        assertThat(knownAsEnded(other, ada, pair)).isTrue();
        assertThat(cached.user()).isNull();
        assertThat(verify(pair)).isInstanceOf(VerifyResult.Revoked.class);
        assertThat(keycard.tokens().refresh(pair.refresh(), CLIENT)).isInstanceOf(RefreshResult.Ended.class);
    }

    @Test
    void suspended_userIsRefusedEverywhere_untilLetInAgain() {
        TokenPair pair = issue(signIn("ada@example.org"));
        CachedUser cached = other.parts().caches().users().load(ADA).orElseThrow();

        assertThat(keycard.accounts().suspend(ADA)).isTrue();

        assertThat(cached.user()).isNull();
        assertThat(other.parts().caches().users().load(ADA).orElseThrow().status())
                .satisfies(status -> assertThat(status.active()).isFalse());
        assertThat(attempt("ada@example.org", PASSWORD))
                .isEqualTo(new SignInResult.Refused(SignInResult.Reason.USER_INACTIVE));
        assertThat(verify(pair)).isInstanceOf(VerifyResult.Revoked.class);
        assertThat(keycard.accounts().resume(ADA)).isTrue();
        assertThat(attempt("ada@example.org", PASSWORD)).isInstanceOf(SignInResult.SignedIn.class);
        assertThat(verify(pair)).isInstanceOf(VerifyResult.Revoked.class);
    }

    @Test
    void suspending_aUserWhoNeverSignedIn_keepsThemOut() {
        keycard.accounts().suspend(NEVER_SEEN);
        people.add(User.named(NEVER_SEEN, "late"), PASSWORD);

        assertThat(attempt("late", PASSWORD)).isEqualTo(new SignInResult.Refused(SignInResult.Reason.USER_INACTIVE));
    }

    @Test
    void userWhomTheDirectoryShutsOut_isRefused() {
        people.add(User.named(ADA, "ada@example.org").withActive(false), PASSWORD);

        assertThat(attempt("ada@example.org", PASSWORD))
                .isEqualTo(new SignInResult.Refused(SignInResult.Reason.USER_INACTIVE));
    }

    @Test
    void credentialsChanged_endsLogins_andSignInsThatAreOnTheirWay() {
        User firstTime = signIn("ada@example.org");
        keycard.accounts().credentialsChanged(ADA);
        assertThat(keycard.tokens().issue(firstTime, CLIENT)).isInstanceOf(BeginResult.Refused.class);

        User again = signIn("ada@example.org");
        TokenPair pair = issue(again);
        keycard.accounts().credentialsChanged(ADA, null);

        assertThat(keycard.tokens().issue(again, CLIENT)).isInstanceOf(BeginResult.Refused.class);
        assertThat(keycard.tokens().refresh(pair.refresh(), CLIENT)).isInstanceOf(RefreshResult.Ended.class);
    }

    @Test
    void userChanged_letsEveryEngineReadTheUserAgain() {
        signIn("ada@example.org");
        CachedUser cached = other.parts().caches().users().load(ADA).orElseThrow();
        people.add(User.named(ADA, "ada@example.org").withRoles("silver", Set.of()), PASSWORD);

        keycard.accounts().userChanged(ADA);

        assertThat(cached.user()).isNull();
        assertThat(other.parts().caches().users().load(ADA).orElseThrow().user())
                .satisfies(user -> assertThat(user.tier()).isEqualTo("silver"));
    }

    @Test
    void userDeletedFromTheDirectory_isRefused() {
        TokenPair pair = issue(signIn("ada@example.org"));
        people.remove(ADA);
        keycard.accounts().userDeleted(ADA);

        assertThat(verify(pair)).isInstanceOf(VerifyResult.Revoked.class);
        assertThat(other.parts().caches().users().load(ADA)).isEmpty();
        assertThat(keycard.tokens().refresh(pair.refresh(), CLIENT)).isNotInstanceOf(RefreshResult.Refreshed.class);
    }

    @Test
    void userDeleted_refusesSignInsThatAreOnTheirWay() {
        User ada = signIn("ada@example.org");
        people.remove(ADA);
        keycard.accounts().userDeleted(ADA);

        assertThat(keycard.sessions().begin(ada, CLIENT)).isInstanceOf(BeginResult.Refused.class);
        assertThat(keycard.tokens().issue(ada, CLIENT)).isInstanceOf(BeginResult.Refused.class);
        assertThat(keycard.apiTokens().create(ada, "x", Set.of(), null)).isEmpty();
    }
}
