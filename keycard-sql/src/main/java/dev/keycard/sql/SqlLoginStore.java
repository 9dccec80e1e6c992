package dev.keycard.sql;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.authentication.Authentication;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.login.Exchange;
import dev.keycard.login.Login;
import dev.keycard.login.LoginKind;
import dev.keycard.login.LoginStore;
import dev.keycard.login.Redemption;
import dev.keycard.login.Rotation;
import dev.keycard.revocation.Change;
import dev.keycard.store.Page;
import dev.keycard.store.PurgeStep;
import dev.keycard.store.TimePageRequest;
import dev.keycard.user.UserGuard;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Logins in SQL. */
final class SqlLoginStore implements LoginStore {

    private static final String COLUMNS = "id, user_id, kind, auth_time, amr, generation, rotated_at, redeemer,"
            + " repeats, repeats_to_others, others_lately, last_seen_at, expires_at, ended_at, ended_reason, device, address";

    private static final String INSERT = "insert into login (" + COLUMNS
            + ", created_at, secret_digest) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    static final String BY_ID = "select " + COLUMNS + " from login where id = ?";
    static final String BY_DIGEST = "select " + COLUMNS + " from login where secret_digest = ?";

    static final String LIVE = "select " + COLUMNS
            + " from login where user_id = ? and ended_at is null and expires_at > ?"
            + " order by created_at desc, id desc limit " + MAX_LISTED;

    private static final String REDEEM = """
            update login set generation = ?, rotated_at = ?, redeemer = ?, repeats = ?, repeats_to_others = ?,
                others_lately = ?, last_seen_at = ?, expires_at = ?
            where id = ? and generation = ? and ended_at is null""";

    static final String EXCHANGE =
            "update login set generation = ?, rotated_at = ?, redeemer = ?, repeats = 0, repeats_to_others = 0,"
                    + " others_lately = (others_lately * 2) % "
                    + (1 << Rotation.REMEMBERED)
                    + ", last_seen_at = {greatest}(last_seen_at, ?), expires_at = ?"
                    + " where id = ? and user_id = ? and kind = 'TOKENS' and generation = ? and ended_at is null"
                    + " and expires_at > ? and rotated_at > ? and rotated_at < ?"
                    + " and exists (select 1" + UserRows.FROM + "where users.id = ? and account.active = true)"
                    + " returning " + COLUMNS;

    private static final String END =
            "update login set ended_at = ?, ended_reason = ? where id = ? and ended_at is null";

    private static final String END_OF =
            "update login set ended_at = ?, ended_reason = ? where id = ? and ended_at is null and user_id = ?";

    private static final String OWNER = "select user_id from login where id = ?";

    private static final String OWNER_OF = "select user_id from login where id = ? and ended_at is null";

    private static final String SEEN = """
            update login set last_seen_at = {greatest}(last_seen_at, ?), expires_at = {greatest}(expires_at, ?)
            where id = ? and ended_at is null""";

    private static final LiveList LIVE_IN_PAGES = new LiveList(COLUMNS, "login", "expires_at > ?");
    static final EndedRows ENDED = EndedRows.of("login");

    private final Transactions database;

    SqlLoginStore(Transactions database) {
        this.database = database;
    }

    @Override
    public Start start(Login login, long credentialVersion, @Nullable String sessionDigest, AuditContext context) {
        if ((login.kind() == LoginKind.SESSION) != (sessionDigest != null)) {
            throw new IllegalArgumentException("a session has a digest, and nothing else has");
        }
        return database.serializable(transaction -> {
            Optional<Instant> revokedBefore =
                    CredentialCheck.revokedBefore(transaction.sql(), login.userId(), credentialVersion);
            if (revokedBefore.isEmpty()) {
                return new Start.Refused();
            }
            if (!login.createdAt().isAfter(revokedBefore.get())) {
                return new Start.TooEarly(revokedBefore.get());
            }
            insert(transaction.sql(), login, sessionDigest);
            transaction.audit(new AuthEvent.SignedIn(context, login.userId(), method(login), login.id()));
            return new Start.Started();
        });
    }

    private static String method(Login login) {
        return login.kind() == LoginKind.SESSION ? "session" : "token";
    }

    private static void insert(SqlConnection sql, Login login, @Nullable String sessionDigest) throws SQLException {
        sql.update(
                INSERT,
                login.id(),
                login.userId(),
                login.kind(),
                login.authentication().time(),
                TextSet.format(login.authentication().methods()),
                login.generation(),
                login.rotatedAt(),
                login.rotation().client(),
                login.rotation().repeats(),
                login.rotation().repeatsToOthers(),
                login.rotation().othersLately(),
                login.lastSeenAt(),
                login.expiresAt(),
                login.endedAt(),
                login.endReason(),
                login.device(),
                login.address(),
                login.createdAt(),
                sessionDigest);
    }

    @Override
    public Optional<Login> find(TimeId id) {
        return database.read(sql -> sql.first(BY_ID, SqlLoginStore::login, id));
    }

    @Override
    public Optional<Login> findSession(String digest) {
        return database.read(sql -> sql.first(BY_DIGEST, SqlLoginStore::login, digest));
    }

    @Override
    public Optional<Redemption> redeem(TimeId id, Redemption.Rule rule, AuditContext context) {
        return database.serializable(transaction -> {
            Optional<Login> found = transaction.sql().first(BY_ID, SqlLoginStore::login, id);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Redemption decided = rule.decide(found.get());
            carryOut(transaction, decided, found.get(), context);
            return Optional.of(decided);
        });
    }

    private static void carryOut(Transaction transaction, Redemption decided, Login found, AuditContext context)
            throws SQLException {
        if (decided instanceof Redemption.Rotated || decided instanceof Redemption.Repeated) {
            redeem(transaction.sql(), decided.login(), found.generation());
        } else if (decided instanceof Redemption.Reused) {
            EndReason reason = EndReason.REFRESH_REUSED;
            int ended = transaction.sql().update(END, context.at(), reason, found.id());
            recordIfEnded(transaction, ended, found.id(), reason, context);
        }
    }

    /**
     * The row of the login decides alone: whoever deactivates a user ends their logins too, so the user cannot become inactive
     * while the row is live. What the exchange writes is not read by any decision but those about the same row.
     */
    @Override
    public Optional<Exchange.Exchanged> exchange(Exchange wanted) {
        long user = UserRows.number(wanted.userId());
        Rotation next = wanted.next();
        List<Object> parameters = List.of(
                next.generation(),
                next.at(),
                next.client(),
                next.at(),
                wanted.expiresAt(),
                wanted.login(),
                wanted.userId(),
                next.generation() - 1,
                next.at(),
                wanted.begun().after(),
                wanted.begun().before(),
                user);
        return database.changeRow(
                        new Transactions.Statement<>(EXCHANGE, SqlLoginStore::login, parameters),
                        new Transactions.Statement<>(SqlUserStore.BY_ID, UserRows::user, List.of(user)))
                .map(both -> new Exchange.Exchanged(both.changed(), both.read()));
    }

    private static void redeem(SqlConnection sql, Login next, long from) throws SQLException {
        Rotation rotation = next.rotation();
        int changed = sql.update(
                REDEEM,
                rotation.generation(),
                rotation.at(),
                rotation.client(),
                rotation.repeats(),
                rotation.repeatsToOthers(),
                rotation.othersLately(),
                next.lastSeenAt(),
                next.expiresAt(),
                next.id(),
                from);
        if (changed != 1) {
            throw new IllegalStateException("a rule redeemed a login that has ended");
        }
    }

    @Override
    public boolean end(TimeId id, EndReason reason, UserGuard guard, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            if (!GuardCheck.checkOwner(sql, guard, context, sql.first(OWNER_OF, Row::userId, id))) {
                return false;
            }
            return recordIfEnded(transaction, sql.update(END, context.at(), reason, id), id, reason, context);
        });
    }

    @Override
    public boolean endOf(UserId userId, TimeId id, EndReason reason, AuditContext context) {
        return database.serializable(transaction -> recordIfEnded(
                transaction, transaction.sql().update(END_OF, context.at(), reason, id, userId), id, reason, context));
    }

    private static boolean recordIfEnded(
            Transaction transaction, int ended, TimeId id, EndReason reason, AuditContext context) throws SQLException {
        if (ended == 0) {
            return false;
        }
        UserId userId = transaction.sql().first(OWNER, Row::userId, id).orElseThrow();
        transaction.record(new Change.LoginEnded(id), context.at());
        transaction.audit(
                reason == EndReason.REFRESH_REUSED
                        ? new AuthEvent.RefreshReused(context, userId, id)
                        : new AuthEvent.LoginEnded(
                                context, userId, id, reason.name().toLowerCase(Locale.ROOT)));
        return true;
    }

    @Override
    public int endAll(UserId userId, EndReason reason, Reach reach, UserGuard guard, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            boolean permitted = GuardCheck.checkOwner(sql, guard, context, Optional.of(userId));
            if (!permitted || !SqlAccountStore.exists(sql, userId)) {
                return 0;
            }
            int live = LoginRevocations.endAll(transaction, userId, reason, null, context.at());
            transaction.audit(
                    new AuthEvent.AllLoginsEnded(context, userId, reason.name().toLowerCase(Locale.ROOT), live));
            if (reach == Reach.LOGINS_AND_API_TOKENS) {
                ApiTokenRevocations.endAll(transaction, userId, reason, context);
            }
            return live;
        });
    }

    @Override
    public List<Login> live(UserId userId, Instant now) {
        return database.read(sql -> sql.list(LIVE, SqlLoginStore::login, userId, now));
    }

    @Override
    public Page<Login> listLive(@Nullable UserId userId, Instant now, TimePageRequest page) {
        return database.read(sql -> LIVE_IN_PAGES.page(sql, SqlLoginStore::login, userId, now, page));
    }

    @Override
    public void seen(Map<TimeId, Seen> sightings) {
        if (sightings.isEmpty()) {
            return;
        }
        Map<TimeId, Seen> asGiven = Map.copyOf(sightings);
        database.serializable(transaction -> {
            int moved = 0;
            for (Map.Entry<TimeId, Seen> sighting : asGiven.entrySet()) {
                Seen seen = sighting.getValue();
                moved += transaction.sql().update(SEEN, seen.at(), seen.expiresAt(), sighting.getKey());
            }
            return moved;
        });
    }

    @Override
    public PurgeStep purgeEnded(Instant before, @Nullable TimeId after, int limit) {
        return ENDED.purge(database, before, after, limit);
    }

    private static Login login(Row row) throws SQLException {
        return Login.builder(row.timeId(), row.userId(), row.constant(LoginKind.class), authentication(row))
                .rotation(rotation(row))
                .lastSeenAt(row.instant())
                .expiresAt(row.instant())
                .ended(row.instantOrNull(), row.constantOrNull(EndReason.class))
                .device(row.text())
                .address(row.text())
                .build();
    }

    private static Authentication authentication(Row row) throws SQLException {
        return new Authentication(row.instant(), new TreeSet<>(row.texts()));
    }

    private static Rotation rotation(Row row) throws SQLException {
        return new Rotation(
                row.number(),
                row.instant(),
                row.text(),
                Math.toIntExact(row.number()),
                Math.toIntExact(row.number()),
                Math.toIntExact(row.number()));
    }
}
