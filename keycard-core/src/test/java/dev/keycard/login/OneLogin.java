package dev.keycard.login;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.store.Page;
import dev.keycard.store.PurgeStep;
import dev.keycard.store.TimePageRequest;
import dev.keycard.user.UserGuard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that finds one login, counts how often it was asked, and can do nothing else. For one thread. */
final class OneLogin implements LoginStore {

    Login login;
    int readings;

    OneLogin(Login login) {
        this.login = login;
    }

    Login endedLogin(Instant at) {
        return login.toBuilder().ended(at, EndReason.SIGNED_OUT).build();
    }

    @Override
    public Optional<Login> find(TimeId id) {
        readings++;
        return Optional.of(login).filter(found -> found.id().equals(id));
    }

    @Override
    public Start start(Login begun, long credentialVersion, @Nullable String sessionDigest, AuditContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Login> findSession(String digest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Redemption> redeem(TimeId id, Redemption.Rule rule, AuditContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean end(TimeId id, EndReason reason, UserGuard guard, AuditContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean endOf(UserId userId, TimeId id, EndReason reason, AuditContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int endAll(UserId userId, EndReason reason, Reach reach, UserGuard guard, AuditContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Login> live(UserId userId, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Login> listLive(@Nullable UserId userId, Instant now, TimePageRequest page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void seen(Map<TimeId, Seen> sightings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PurgeStep purgeEnded(Instant before, @Nullable TimeId after, int limit) {
        throw new UnsupportedOperationException();
    }
}
