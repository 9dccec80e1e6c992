package dev.keycard.testkit.memory;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.login.Exchange;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.login.LoginStore;
import dev.keycard.login.Redemption;
import dev.keycard.store.Page;
import dev.keycard.store.PurgeStep;
import dev.keycard.store.TimePageRequest;
import dev.keycard.user.User;
import dev.keycard.user.UserGuard;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logins in memory. */
final class MemoryLoginStore implements LoginStore {

    private static final Comparator<Login> LATEST_FIRST =
            Comparator.comparing((Login login) -> login.id().text()).reversed();

    private final Memory memory;

    MemoryLoginStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Start start(Login login, long credentialVersion, @Nullable String sessionDigest, AuditContext context) {
        if ((login.kind() == LoginKind.SESSION) != (sessionDigest != null)) {
            throw new IllegalArgumentException("a session has a digest, and nothing else has");
        }
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            Optional<Instant> revokedBefore = Credentials.revokedBefore(tables, login.userId(), credentialVersion);
            if (revokedBefore.isEmpty()) {
                return new Start.Refused();
            }
            if (!login.createdAt().isAfter(revokedBefore.get())) {
                return new Start.TooEarly(revokedBefore.get());
            }
            tables.logins.add(login.id().text(), new LoginRow(login, sessionDigest));
            String method = login.kind() == LoginKind.SESSION ? "session" : "token";
            transaction.audit(new AuthEvent.SignedIn(context, login.userId(), method, login.id()));
            return new Start.Started();
        });
    }

    @Override
    public Optional<Login> find(TimeId id) {
        return memory.read(tables -> tables.logins.find(id.text()).map(LoginRow::login));
    }

    @Override
    public Optional<Login> findSession(String digest) {
        return memory.read(tables -> tables.logins
                .rows()
                .filter(row -> digest.equals(row.digest()))
                .findFirst()
                .map(LoginRow::login));
    }

    @Override
    public Optional<Redemption> redeem(TimeId id, Redemption.Rule rule, AuditContext context) {
        return memory.write(transaction -> transaction
                .tables
                .logins
                .find(id.text())
                .map(row -> {
                    Redemption decided = rule.decide(row.login());
                    carryOut(transaction, decided, row, context);
                    return decided;
                }));
    }

    @Override
    public Optional<Exchange.Exchanged> exchange(Exchange wanted) {
        return memory.write(transaction -> {
            Optional<User> user = transaction.tables.user(wanted.userId()).filter(User::active);
            Optional<LoginRow> row =
                    transaction.tables.logins.find(wanted.login().text());
            if (user.isEmpty()
                    || row.filter(found -> wanted.fits(found.login())).isEmpty()) {
                return Optional.empty();
            }
            Login next = wanted.applyTo(row.get().login());
            transaction.tables.logins.put(next.id().text(), row.get().redeemed(next));
            return Optional.of(new Exchange.Exchanged(next, user.get()));
        });
    }

    private static void carryOut(Transaction transaction, Redemption decided, LoginRow row, AuditContext context) {
        if (decided instanceof Redemption.Rotated || decided instanceof Redemption.Repeated) {
            if (!row.isUnended()) {
                throw new IllegalStateException("a rule redeemed a login that has ended");
            }
            transaction.tables.logins.put(row.login().id().text(), row.redeemed(decided.login()));
        } else if (decided instanceof Redemption.Reused && row.isUnended()) {
            LoginRevocations.end(transaction, row, EndReason.REFRESH_REUSED, context);
        }
    }

    @Override
    public boolean end(TimeId id, EndReason reason, UserGuard guard, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            Optional<LoginRow> row = tables.logins.find(id.text()).filter(LoginRow::isUnended);
            if (!Guards.check(
                    tables,
                    guard,
                    context,
                    row.flatMap(found -> tables.user(found.login().userId())))) {
                return false;
            }
            row.ifPresent(found -> LoginRevocations.end(transaction, found, reason, context));
            return row.isPresent();
        });
    }

    @Override
    public boolean endOf(UserId userId, TimeId id, EndReason reason, AuditContext context) {
        return memory.write(transaction -> {
            Optional<LoginRow> row =
                    transaction.tables.logins.find(id.text()).filter(found -> found.isUnended() && found.isOf(userId));
            row.ifPresent(found -> LoginRevocations.end(transaction, found, reason, context));
            return row.isPresent();
        });
    }

    @Override
    public int endAll(UserId userId, EndReason reason, Reach reach, UserGuard guard, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            boolean permitted = Guards.check(tables, guard, context, tables.user(userId));
            if (!permitted || !tables.accounts.has(userId.text())) {
                return 0;
            }
            int live = LoginRevocations.endAll(transaction, userId, reason, null, context.at());
            transaction.audit(new AuthEvent.AllLoginsEnded(context, userId, LoginRevocations.word(reason), live));
            if (reach == Reach.LOGINS_AND_API_TOKENS) {
                ApiTokenRevocations.endAll(transaction, userId, reason, context);
            }
            return live;
        });
    }

    @Override
    public List<Login> live(UserId userId, Instant now) {
        return memory.read(tables -> tables.logins
                .rows()
                .filter(row -> row.isOf(userId) && row.login().isLive(now))
                .map(LoginRow::login)
                .sorted(LATEST_FIRST)
                .limit(MAX_LISTED)
                .toList());
    }

    @Override
    public Page<Login> listLive(@Nullable UserId userId, Instant now, TimePageRequest page) {
        return memory.read(tables -> Stretch.of(page)
                .page(
                        tables.logins,
                        row -> (userId == null || row.isOf(userId))
                                && row.login().isLive(now),
                        LoginRow::login));
    }

    @Override
    public void seen(Map<TimeId, Seen> sightings) {
        memory.write(transaction -> {
            Table<String, LoginRow> logins = transaction.tables.logins;
            sightings.forEach((id, seen) -> logins.find(id.text())
                    .filter(LoginRow::isUnended)
                    .ifPresent(row -> logins.put(id.text(), row.seen(seen.at(), seen.expiresAt()))));
            return true;
        });
    }

    @Override
    public PurgeStep purgeEnded(Instant before, @Nullable TimeId after, int limit) {
        Stretch.Walk<LoginRow> walk = new Stretch.Walk<>(
                row -> row.login().id(), row -> endOf(row.login()).isBefore(before));
        return memory.write(transaction -> Stretch.purgeEnded(transaction.tables.logins, walk, before, after, limit));
    }

    private static Instant endOf(Login login) {
        Instant endedAt = login.endedAt();
        return endedAt == null ? login.expiresAt() : endedAt;
    }
}
