package dev.keycard.grpc;

import dev.keycard.Keycard;
import dev.keycard.audit.AuditContext;
import dev.keycard.client.Client;
import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKey;
import dev.keycard.login.BeginResult;
import dev.keycard.login.TokenPair;
import dev.keycard.permission.Permissions;
import dev.keycard.signin.SignInResult;
import dev.keycard.staff.Actor;
import dev.keycard.staff.UserResult;
import dev.keycard.testkit.MutableClock;
import dev.keycard.testkit.memory.InMemoryStores;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.Username;
import dev.keycard.web.KeycardApi;
import dev.keycard.web.WebConfig;
import java.time.Instant;
import java.util.Set;

/** An application with an engine: its users, their tokens, and the gate. */
final class Application implements AutoCloseable {

    private static final String PASSWORD = "quiet-Lantern-over-7-rivers";

    final MutableClock clock = new MutableClock(Instant.now());
    final Keycard engine;
    final KeycardApi api;

    Application(WebConfig config) {
        engine = Keycard.builder(InMemoryStores.create())
                .sealingKey(new SealingKey(Entropy.secure().bytes(32)))
                .clock(clock, System::nanoTime)
                .start();
        api = KeycardApi.over(engine, config);
    }

    /** The rules of {@link Notes}. */
    KeycardInterceptor.Builder interceptor() {
        return KeycardInterceptor.builder(api.gate(), api.refusals(), Runnable::run)
                .nanoClock(clock::nanoTime)
                .permission(Texts.SERVICE, Permissions.IS_AUTHENTICATED)
                .permission(Texts.READ.getFullMethodName(), Permissions.IS_AUTHENTICATED_OR_READ_ONLY)
                .permission(Texts.REPORT.getFullMethodName(), Permissions.IS_ADMIN_USER);
    }

    User user(String name) {
        return create(NewUser.named(Username.of(name)));
    }

    User staff(String name) {
        return create(NewUser.named(Username.of(name)).withRights(true, false));
    }

    private User create(NewUser user) {
        return ((UserResult.Done) engine.users().create(user, PASSWORD)).user();
    }

    private User known(String name) {
        return ((SignInResult.SignedIn) engine.signIn().withPassword(name, PASSWORD, Client.unknown())).user();
    }

    /** The {@code authorization} with an access token of a new login of the user. */
    String bearer(String name) {
        BeginResult<TokenPair> begun = engine.tokens().issue(known(name), Client.unknown());
        return "Bearer " + ((BeginResult.Begun<TokenPair>) begun).value().access();
    }

    /** The {@code authorization} with a new API token of the user, with that scope. */
    String apiToken(String name, String scope) {
        return apiToken(name, Set.of(scope));
    }

    /** The {@code authorization} with a new API token that has all rights of the user. */
    String unlimitedToken(String name) {
        return apiToken(name, Set.of());
    }

    private String apiToken(String name, Set<String> scopes) {
        return "Token "
                + engine.apiTokens()
                        .create(known(name), "", scopes, null)
                        .orElseThrow()
                        .secret()
                        .reveal();
    }

    /** Makes the user one of the staff, or no longer. */
    void setStaff(User user, boolean staff) {
        UserEdit edit = UserEdit.of(UserChange.builder().staff(staff).build());
        engine.users().edit(user.id(), edit, null, new Actor.Operator(AuditContext.at(clock.instant())));
    }

    /** Ends all logins of the user. */
    void revokeAll(User user) {
        engine.logins().endAll(user.id(), AuditContext.at(clock.instant()));
    }

    @Override
    public void close() {
        engine.close();
    }
}
