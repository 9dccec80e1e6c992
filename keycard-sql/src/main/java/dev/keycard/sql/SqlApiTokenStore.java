package dev.keycard.sql;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokenStore;
import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.revocation.Change;
import dev.keycard.store.Page;
import dev.keycard.store.PurgeStep;
import dev.keycard.store.StorePolicy;
import dev.keycard.store.TimePageRequest;
import dev.keycard.user.UserGuard;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** API tokens in SQL. */
final class SqlApiTokenStore implements ApiTokenStore {

    private static final String COLUMNS =
            "id, user_id, prefix, name, scopes, sign_in, expires_at, last_used_at, ended_at";

    private static final String INSERT = "insert into api_token (" + COLUMNS
            + ", created_at, digest, by_staff) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String BY_ID = "select " + COLUMNS + " from api_token where id = ?";
    private static final String BY_DIGEST = "select " + COLUMNS + ", by_staff from api_token where digest = ?";

    private static final String IS_LIVE = " and ended_at is null and (expires_at is null or expires_at > ?)";

    private static final String LIVE = "select " + COLUMNS + " from api_token where user_id = ?" + IS_LIVE
            + " order by created_at desc, id desc limit " + MAX_LISTED;

    static final String UNENDED = "select " + COLUMNS + " from api_token where user_id = ? and ended_at is null";

    // All except the most recently used: the tokens that are ended when one more is made.
    private static final String SUPERFLUOUS = "select id from api_token where user_id = ? and sign_in = true" + IS_LIVE
            + " order by coalesce(last_used_at, created_at) desc, id desc {all rows} offset ?";

    static final String END = "update api_token set ended_at = ? where id = ? and ended_at is null";
    private static final String END_OF =
            "update api_token set ended_at = ? where id = ? and ended_at is null and user_id = ?";

    private static final String HAS_SUCCESSOR =
            "select 1 from api_token where id = ? and user_id = ? and successor is not null" + IS_LIVE;
    private static final String REPLACE =
            "update api_token set successor = ?, expires_at = {least}(coalesce(expires_at, ?), ?) where id = ? and user_id = ?"
                    + " and successor is null" + IS_LIVE;

    private static final String IS_BY_STAFF = "select 1 from api_token where id = ? and by_staff = true";

    private static final String OWNER = "select user_id from api_token where id = ?";

    private static final String USED =
            "update api_token set last_used_at = {greatest}(coalesce(last_used_at, ?), ?) where id = ? and ended_at is null";

    private static final String OWNER_OF = "select user_id from api_token where id = ? and ended_at is null";

    private static final LiveList LIVE_IN_PAGES =
            new LiveList(COLUMNS, "api_token", "(expires_at is null or expires_at > ?)");
    static final EndedRows ENDED = EndedRows.of("api_token");

    private final Transactions database;
    private final ReservedScopes reserved;

    SqlApiTokenStore(Transactions database, StorePolicy policy) {
        this.database = database;
        this.reserved = ReservedScopes.of(policy.reservedScopes());
    }

    @Override
    public ReservedScopes reservedScopes() {
        return reserved;
    }

    @Override
    public boolean create(ApiToken token, String digest, long credentialVersion, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            boolean byStaff = ReservedTokens.mayHandOut(sql, context);
            boolean created = !CredentialCheck.hasEnded(sql, context)
                    && (byStaff || !reserved.isAmong(token.scopes()))
                    && insert(sql, token, digest, credentialVersion, byStaff);
            if (created) {
                transaction.audit(new AuthEvent.ApiTokenCreated(context, token.userId(), token.id()));
            }
            return created;
        });
    }

    @Override
    public boolean createBySignIn(
            ApiToken token, String digest, long credentialVersion, int limit, AuditContext context) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit leaves room for one token at least");
        }
        return database.serializable(transaction -> {
            List<TimeId> superfluous =
                    transaction.sql().list(SUPERFLUOUS, Row::timeId, token.userId(), token.createdAt(), limit - 1);
            boolean created = insert(transaction.sql(), token, digest, credentialVersion, false);
            if (created) {
                transaction.audit(new AuthEvent.SignedIn(context, token.userId(), "token-auth", token.id()));
                for (TimeId id : superfluous) {
                    recordIfEnded(transaction, transaction.sql().update(END, context.at(), id), id, context);
                }
            }
            return created;
        });
    }

    @Override
    public Rotation rotate(
            TimeId old,
            ApiToken successor,
            String digest,
            long credentialVersion,
            Instant until,
            AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            Instant now = context.at();
            UserId owner = successor.userId();
            if (CredentialCheck.hasEnded(sql, context)
                    || CredentialCheck.revokedBefore(sql, owner, credentialVersion)
                            .isEmpty()) {
                return Rotation.REFUSED;
            }
            boolean byStaff = ReservedTokens.mayHandOut(sql, context);
            if (!byStaff && reserved.isAmong(successor.scopes())) {
                return Rotation.NOT_PERMITTED;
            }
            if (sql.update(REPLACE, successor.id(), until, until, old, owner, now) == 0) {
                return sql.exists(HAS_SUCCESSOR, old, owner, now) ? Rotation.ALREADY_ROTATED : Rotation.NOT_LIVE;
            }
            insert(sql, successor, digest, credentialVersion, byStaff || sql.exists(IS_BY_STAFF, old));
            transaction.record(new Change.ApiTokenChanged(old), now);
            transaction.audit(new AuthEvent.ApiTokenRotated(context, owner, old, successor.id()));
            return Rotation.ROTATED;
        });
    }

    private static boolean insert(
            SqlConnection sql, ApiToken token, String digest, long credentialVersion, boolean byStaff)
            throws SQLException {
        if (CredentialCheck.revokedBefore(sql, token.userId(), credentialVersion)
                .isEmpty()) {
            return false;
        }
        sql.update(
                INSERT,
                token.id(),
                token.userId(),
                token.prefix(),
                token.name(),
                TextSet.format(token.scopes()),
                token.signIn(),
                token.expiresAt(),
                token.lastUsedAt(),
                token.endedAt(),
                token.createdAt(),
                digest,
                byStaff);
        return true;
    }

    @Override
    public Optional<ApiToken> findByDigest(String digest) {
        return database.read(sql -> sql.first(BY_DIGEST, Held::read, digest))
                .filter(held -> held.byStaff() || !reserved.isAmong(held.token().scopes()))
                .map(Held::token);
    }

    @Override
    public Optional<ApiToken> find(TimeId id) {
        return database.read(sql -> sql.first(BY_ID, SqlApiTokenStore::token, id));
    }

    @Override
    public List<ApiToken> live(UserId userId, Instant now) {
        return database.read(sql -> sql.list(LIVE, SqlApiTokenStore::token, userId, now));
    }

    @Override
    public Page<ApiToken> listLive(@Nullable UserId userId, Instant now, TimePageRequest page) {
        return database.read(sql -> LIVE_IN_PAGES.page(sql, SqlApiTokenStore::token, userId, now, page));
    }

    @Override
    public boolean end(TimeId id, UserGuard guard, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            if (!GuardCheck.checkOwner(sql, guard, context, sql.first(OWNER_OF, Row::userId, id))) {
                return false;
            }
            return recordIfEnded(transaction, sql.update(END, context.at(), id), id, context);
        });
    }

    @Override
    public boolean endOf(UserId userId, TimeId id, AuditContext context) {
        return database.serializable(transaction ->
                recordIfEnded(transaction, transaction.sql().update(END_OF, context.at(), id, userId), id, context));
    }

    @Override
    public int endAll(UserId userId, UserGuard guard, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            if (!GuardCheck.checkOwner(sql, guard, context, Optional.of(userId))) {
                return 0;
            }
            int live = ApiTokenRevocations.endAll(transaction, userId, EndReason.ENDED_BY_STAFF, context);
            transaction.record(new Change.UserChanged(userId), context.at());
            return live;
        });
    }

    static boolean recordIfEnded(Transaction transaction, int ended, TimeId id, AuditContext context)
            throws SQLException {
        if (ended == 0) {
            return false;
        }
        UserId userId = transaction.sql().first(OWNER, Row::userId, id).orElseThrow();
        transaction.record(new Change.ApiTokenEnded(id), context.at());
        transaction.audit(new AuthEvent.ApiTokenEnded(context, userId, id));
        return true;
    }

    @Override
    public void used(Map<TimeId, Instant> uses) {
        if (uses.isEmpty()) {
            return;
        }
        Map<TimeId, Instant> asGiven = Map.copyOf(uses);
        database.serializable(transaction -> {
            int moved = 0;
            for (Map.Entry<TimeId, Instant> use : asGiven.entrySet()) {
                moved += transaction.sql().update(USED, use.getValue(), use.getValue(), use.getKey());
            }
            return moved;
        });
    }

    @Override
    public PurgeStep purgeEnded(Instant before, @Nullable TimeId after, int limit) {
        return ENDED.purge(database, before, after, limit);
    }

    static ApiToken token(Row row) throws SQLException {
        return ApiToken.builder(row.timeId(), row.userId(), row.text())
                .name(row.text())
                .scopes(row.texts())
                .signIn(row.flag())
                .expiresAt(row.instantOrNull())
                .lastUsedAt(row.instantOrNull())
                .endedAt(row.instantOrNull())
                .build();
    }

    /** A token, and whether staff or an operator issued it. */
    private record Held(ApiToken token, boolean byStaff) {

        static Held read(Row row) throws SQLException {
            return new Held(SqlApiTokenStore.token(row), row.flag());
        }
    }
}
