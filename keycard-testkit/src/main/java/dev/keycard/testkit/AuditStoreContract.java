package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuditFilter;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.UserId;
import dev.keycard.key.StoredKey;
import dev.keycard.login.EndReason;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UsernameTakenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of the audit, and of every store that writes acts to it. */
public abstract class AuditStoreContract extends StoreContract {

    private AuditContext auditContext() {
        return new AuditContext(now(), "request-7", "192.0.2.9", UserId.of(99));
    }

    @Test
    void writes_whenWhereAndByWhom() {
        User user = users().create(NewUser.named(name("ada"), HASH), auditContext());

        assertThat(entries())
                .singleElement()
                .isEqualTo(new AuditEntry(
                        1, now(), "user_created", user.id(), UserId.of(99), "request-7", "192.0.2.9", Map.of()));
    }

    @Test
    void writes_eachActOfAUser() {
        User user = createUser("ada");

        users().update(
                        user.id(),
                        UserChange.builder().email("a@example.org").staff(true).build(),
                        auditContext());
        users().changePassword(user.id(), user.credentialVersion(), "other", null, auditContext());
        users().update(user.id(), UserChange.ofActive(false), auditContext());
        users().delete(user.id(), auditContext());

        assertThat(kinds())
                .containsExactly("user_created", "user_changed", "password_changed", "user_changed", "user_deleted");
        assertThat(entries().get(1).details()).isEqualTo(Map.of("fields", "email,is_staff"));
        assertThat(entries().get(3).details()).isEqualTo(Map.of("fields", "is_active"));
    }

    @Test
    void writes_eachActOfALogin() {
        User user = createUser("ada");
        Login first = newLogin(user, LoginKind.TOKENS);
        logins().start(first, user.credentialVersion(), null, auditContext());
        logins().end(first.id(), EndReason.REFRESH_REUSED, auditContext());
        Login second = startLogin(user);
        logins().endOf(user.id(), second.id(), EndReason.SIGNED_OUT, auditContext());
        Login third = startSession(user, "secret");
        logins().end(third.id(), EndReason.ENDED_BY_STAFF, auditContext());
        startLogin(user);
        logins().endAll(user.id(), EndReason.SIGNED_OUT_EVERYWHERE, auditContext());

        assertThat(kinds())
                .containsExactly(
                        "user_created",
                        "signed_in",
                        "refresh_reused",
                        "signed_in",
                        "login_ended",
                        "signed_in",
                        "login_ended",
                        "signed_in",
                        "all_logins_ended");
        assertThat(entries().get(1).details())
                .isEqualTo(Map.of("method", "token", "credential", first.id().text()));
        assertThat(entries().get(4).details())
                .isEqualTo(Map.of("login", second.id().text(), "reason", "signed_out"));
        assertThat(entries().get(5).details()).containsEntry("method", "session");
        assertThat(entries().get(8).details()).isEqualTo(Map.of("reason", "signed_out_everywhere", "live", "1"));
        assertThat(entries()).allSatisfy(entry -> assertThat(entry.userId()).isEqualTo(user.id()));
    }

    @Test
    void writes_theRotationOfAnApiToken_withItsSuccessor() {
        User user = createUser("ada");
        ApiToken old = createToken(user);
        ApiToken successor = newToken(user, false);
        rotate(old, successor);

        assertThat(kinds()).containsExactly("user_created", "api_token_created", "api_token_rotated");
        assertThat(entries().get(2).details())
                .isEqualTo(Map.of(
                        "token", old.id().text(), "successor", successor.id().text()));
    }

    @Test
    void writes_eachActOfAnApiToken() {
        User user = createUser("ada");
        ApiToken own = createToken(user);
        apiTokens().endOf(user.id(), own.id(), auditContext());
        ApiToken first = newToken(user, true);
        apiTokens().createBySignIn(first, digestOf(first), user.credentialVersion(), 1, auditContext());
        pass(Duration.ofSeconds(1));
        ApiToken second = newToken(user, true);
        apiTokens().createBySignIn(second, digestOf(second), user.credentialVersion(), 1, auditContext());

        assertThat(kinds())
                .containsExactly(
                        "user_created",
                        "api_token_created",
                        "api_token_ended",
                        "signed_in",
                        "signed_in",
                        "api_token_ended");
        assertThat(entries().get(5).details())
                .isEqualTo(Map.of("token", first.id().text()));
    }

    @Test
    void writes_newSigningKeys() {
        StoredKey key = StoredKey.made("kid-1", "ES256", new byte[] {1}, now(), now());

        signingKeys().addFirst(key, auditContext());

        assertThat(entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.details()).isEqualTo(Map.of("kid", "kid-1")));
    }

    @Test
    void writesNothing_ofActsThatDidNotHappen() {
        User user = createUser("ada");
        Login login = startLogin(user);
        logins().end(login.id(), EndReason.SIGNED_OUT, auditContext());
        int before = entries().size();

        logins().end(login.id(), EndReason.SIGNED_OUT, auditContext());
        logins().endOf(UserId.of(77), login.id(), EndReason.SIGNED_OUT, auditContext());
        users().changePassword(user.id(), user.credentialVersion() + 1, "other", null, auditContext());
        users().delete(UserId.of(77), auditContext());
        users().createFirst(NewUser.named(name("bob"), HASH), auditContext());
        logins().start(newLogin(user, LoginKind.TOKENS), user.credentialVersion() + 1, null, auditContext());
        try {
            createUser("ada");
        } catch (UsernameTakenException expected) {
            assertThat(expected).isNotNull();
        }

        assertThat(entries()).hasSize(before);
    }

    @Test
    void outlives_theUser() {
        User user = createUser("ada");
        users().delete(user.id(), auditContext());

        assertThat(entries()).extracting(AuditEntry::userId).containsExactly(user.id(), user.id());
    }

    @Test
    void appends_observationsInOrder() {
        audit().append(List.of(
                new AuthEvent.SignInFailed(auditContext(), UserId.of(5)),
                new AuthEvent.SignInThrottled(auditContext()),
                new AuthEvent.PermissionRefused(auditContext(), UserId.of(6), "admin-users", "GET")));
        audit().append(List.of());

        assertThat(kinds()).containsExactly("sign_in_failed", "sign_in_throttled", "permission_refused");
        assertThat(entries()).extracting(AuditEntry::userId).containsExactly(UserId.of(5), null, UserId.of(6));
    }

    @Test
    void appends_sumsUnderTheKindForWhichTheyStand() {
        AuthEvent.Observation refused =
                new AuthEvent.PermissionRefused(auditContext(), UserId.of(6), "admin-users", "GET");
        audit().append(List.of(
                new AuthEvent.Repeated(refused, 12, false), new AuthEvent.Repeated(refused, 3_000_000_000L, true)));

        assertThat(kinds()).containsExactly("permission_refused", "permission_refused");
        assertThat(entries().get(0).details())
                .isEqualTo(Map.of("route", "admin-users", "method", "GET", "count", "12"));
        assertThat(entries().get(0).userId()).isEqualTo(UserId.of(6));
        assertThat(entries().get(1).details()).isEqualTo(Map.of("count", "3000000000", "others", "true"));
        assertThat(entries().get(1).address()).isEmpty();
        assertThat(entries().get(1).userId()).isNull();
    }

    @Test
    void lists_pagesInBothDirections() {
        for (int i = 0; i < 7; i++) {
            audit().append(List.of(new AuthEvent.SignInFailed(auditContext(), UserId.of(i))));
        }

        Page<AuditEntry> first = audit().list(AuditFilter.all(), PageRequest.first(3));
        assertThat(first.items()).extracting(AuditEntry::sequence).containsExactly(1L, 2L, 3L);
        assertThat(first.hasNext()).isTrue();
        assertThat(first.hasPrevious()).isFalse();
        Page<AuditEntry> middle = audit().list(AuditFilter.all(), new PageRequest(3, false, 3));
        assertThat(middle.items()).extracting(AuditEntry::sequence).containsExactly(4L, 5L, 6L);
        assertThat(middle.hasNext()).isTrue();
        assertThat(middle.hasPrevious()).isTrue();
        Page<AuditEntry> last = audit().list(AuditFilter.all(), new PageRequest(Long.MAX_VALUE, true, 3));
        assertThat(last.items()).extracting(AuditEntry::sequence).containsExactly(5L, 6L, 7L);
        assertThat(last.hasNext()).isFalse();
        assertThat(last.hasPrevious()).isTrue();
    }

    @Test
    void lists_whatTheFilterLetsThrough() {
        audit().append(List.of(
                new AuthEvent.SignInFailed(auditContext(), UserId.of(5)),
                new AuthEvent.SignInFailed(auditContext(), UserId.of(6)),
                new AuthEvent.PermissionRefused(auditContext(), UserId.of(5), "admin-users", "GET")));

        assertThat(audit().list(new AuditFilter(UserId.of(5), null), PageRequest.first(10))
                        .items())
                .hasSize(2);
        assertThat(audit().list(new AuditFilter(UserId.of(5), "sign_in_failed"), PageRequest.first(10))
                        .items())
                .hasSize(1);
        assertThat(audit().list(new AuditFilter(null, "sign_in_failed"), PageRequest.first(1))
                        .hasNext())
                .isTrue();
    }

    @Test
    void forgets_theOldestFirst_inPieces() {
        for (int i = 0; i < 10; i++) {
            audit().append(List.of(new AuthEvent.SignInThrottled(auditContext())));
            pass(Duration.ofDays(1));
        }

        assertThat(audit().purgeBefore(now().minus(Duration.ofDays(3)), 4)).isEqualTo(4);
        assertThat(audit().purgeBefore(now().minus(Duration.ofDays(3)), 4)).isEqualTo(3);
        assertThat(audit().purgeBefore(now().minus(Duration.ofDays(3)), 4)).isZero();

        assertThat(entries()).extracting(AuditEntry::sequence).containsExactly(8L, 9L, 10L);
        assertThat(audit().purgeBefore(now(), 100)).isEqualTo(3);
        audit().append(List.of(new AuthEvent.SignInThrottled(auditContext())));
        assertThat(entries()).extracting(AuditEntry::sequence).containsExactly(11L);
    }

    private List<String> kinds() {
        return entries().stream().map(AuditEntry::kind).toList();
    }

    private List<AuditEntry> entries() {
        List<AuditEntry> all = new ArrayList<>();
        Page<AuditEntry> page = audit().list(AuditFilter.all(), PageRequest.first(100));
        all.addAll(page.items());
        while (page.hasNext()) {
            page = audit().list(
                            AuditFilter.all(),
                            new PageRequest(all.get(all.size() - 1).sequence(), false, 100));
            all.addAll(page.items());
        }
        return all;
    }
}
