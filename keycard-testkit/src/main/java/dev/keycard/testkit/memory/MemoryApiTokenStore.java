package dev.keycard.testkit.memory;

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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** API tokens in memory. */
final class MemoryApiTokenStore implements ApiTokenStore {

    private static final Comparator<ApiToken> LATEST_FIRST =
            Comparator.comparing((ApiToken token) -> token.id().text()).reversed();

    private final Memory memory;
    private final ReservedScopes reserved;

    MemoryApiTokenStore(Memory memory, StorePolicy policy) {
        this.memory = memory;
        this.reserved = ReservedScopes.of(policy.reservedScopes());
    }

    @Override
    public ReservedScopes reservedScopes() {
        return reserved;
    }

    @Override
    public boolean create(ApiToken token, String digest, long credentialVersion, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            boolean byStaff = Credentials.mayHandOut(tables, context);
            if (Credentials.hasEnded(tables, context)
                    || (!byStaff && reserved.isAmong(token.scopes()))
                    || !isStanding(tables, token.userId(), credentialVersion)) {
                return false;
            }
            insert(tables, new TokenRow(token, digest, byStaff, null));
            transaction.audit(new AuthEvent.ApiTokenCreated(context, token.userId(), token.id()));
            return true;
        });
    }

    @Override
    public boolean createBySignIn(
            ApiToken token, String digest, long credentialVersion, int limit, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            if (!isStanding(tables, token.userId(), credentialVersion)) {
                return false;
            }
            List<TokenRow> superfluous = ApiTokenRevocations.superfluous(tables, token, limit);
            insert(tables, new TokenRow(token, digest, false, null));
            transaction.audit(new AuthEvent.SignedIn(context, token.userId(), "token-auth", token.id()));
            superfluous.forEach(row -> ApiTokenRevocations.end(transaction, row, context));
            return true;
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
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            UserId owner = successor.userId();
            if (Credentials.hasEnded(tables, context) || !isStanding(tables, owner, credentialVersion)) {
                return Rotation.REFUSED;
            }
            boolean byStaff = Credentials.mayHandOut(tables, context);
            if (!byStaff && reserved.isAmong(successor.scopes())) {
                return Rotation.NOT_PERMITTED;
            }
            TokenRow row = tables.apiTokens
                    .find(old.text())
                    .filter(found -> found.isOf(owner) && found.token().isLive(context.at()))
                    .orElse(null);
            if (row == null || row.successor() != null) {
                return row == null ? Rotation.NOT_LIVE : Rotation.ALREADY_ROTATED;
            }
            tables.apiTokens.put(old.text(), row.replacedBy(successor.id(), until));
            insert(tables, new TokenRow(successor, digest, byStaff || row.byStaff(), null));
            transaction.record(new Change.ApiTokenChanged(old), context.at());
            transaction.audit(new AuthEvent.ApiTokenRotated(context, owner, old, successor.id()));
            return Rotation.ROTATED;
        });
    }

    private static boolean isStanding(Tables tables, UserId userId, long credentialVersion) {
        return Credentials.revokedBefore(tables, userId, credentialVersion).isPresent();
    }

    private static void insert(Tables tables, TokenRow row) {
        tables.apiTokens.add(row.token().id().text(), row);
    }

    @Override
    public Optional<ApiToken> findByDigest(String digest) {
        return memory.read(tables -> tables.apiTokens
                .rows()
                .filter(row -> row.digest().equals(digest))
                .findFirst()
                .filter(row -> row.byStaff() || !reserved.isAmong(row.token().scopes()))
                .map(TokenRow::token));
    }

    @Override
    public Optional<ApiToken> find(TimeId id) {
        return memory.read(tables -> tables.apiTokens.find(id.text()).map(TokenRow::token));
    }

    @Override
    public List<ApiToken> live(UserId userId, Instant now) {
        return memory.read(tables -> tables.apiTokens
                .rows()
                .filter(row -> row.isOf(userId) && row.token().isLive(now))
                .map(TokenRow::token)
                .sorted(LATEST_FIRST)
                .limit(MAX_LISTED)
                .toList());
    }

    @Override
    public Page<ApiToken> listLive(@Nullable UserId userId, Instant now, TimePageRequest page) {
        return memory.read(tables -> Stretch.of(page)
                .page(
                        tables.apiTokens,
                        row -> (userId == null || row.isOf(userId))
                                && row.token().isLive(now),
                        TokenRow::token));
    }

    @Override
    public boolean end(TimeId id, UserGuard guard, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            Optional<TokenRow> row = tables.apiTokens.find(id.text()).filter(TokenRow::isUnended);
            if (!Guards.check(
                    tables,
                    guard,
                    context,
                    row.flatMap(found -> tables.user(found.token().userId())))) {
                return false;
            }
            row.ifPresent(found -> ApiTokenRevocations.end(transaction, found, context));
            return row.isPresent();
        });
    }

    @Override
    public boolean endOf(UserId userId, TimeId id, AuditContext context) {
        return memory.write(transaction -> {
            Optional<TokenRow> row = transaction
                    .tables
                    .apiTokens
                    .find(id.text())
                    .filter(found -> found.isUnended() && found.isOf(userId));
            row.ifPresent(found -> ApiTokenRevocations.end(transaction, found, context));
            return row.isPresent();
        });
    }

    @Override
    public int endAll(UserId userId, UserGuard guard, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            if (!Guards.check(tables, guard, context, tables.user(userId))) {
                return 0;
            }
            int live = ApiTokenRevocations.endAll(transaction, userId, EndReason.ENDED_BY_STAFF, context);
            transaction.record(new Change.UserChanged(userId), context.at());
            return live;
        });
    }

    @Override
    public void used(Map<TimeId, Instant> uses) {
        memory.write(transaction -> {
            Table<String, TokenRow> tokens = transaction.tables.apiTokens;
            uses.forEach((id, at) -> tokens.find(id.text())
                    .filter(TokenRow::isUnended)
                    .ifPresent(row -> tokens.put(id.text(), row.used(at))));
            return true;
        });
    }

    @Override
    public PurgeStep purgeEnded(Instant before, @Nullable TimeId after, int limit) {
        Stretch.Walk<TokenRow> walk =
                new Stretch.Walk<>(row -> row.token().id(), row -> endedBefore(row.token(), before));
        return memory.write(
                transaction -> Stretch.purgeEnded(transaction.tables.apiTokens, walk, before, after, limit));
    }

    private static boolean endedBefore(ApiToken token, Instant moment) {
        Instant end = token.endedAt() == null ? token.expiresAt() : token.endedAt();
        return end != null && end.isBefore(moment);
    }
}
