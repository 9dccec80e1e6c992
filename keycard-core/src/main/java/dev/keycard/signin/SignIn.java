package dev.keycard.signin;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.http.ApiError;
import dev.keycard.http.Request;
import dev.keycard.password.HashingBusyException;
import dev.keycard.password.HashingCaller;
import dev.keycard.password.Passwords;
import dev.keycard.password.Verdict;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.throttle.SignInThrottle;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import dev.keycard.user.Username;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one door for a name and a password, whichever endpoint they came through. An unknown name, a wrong password, an inactive
 * user and an unusable hash are one answer, and each costs one real hash: nothing outside tells them apart. Every attempt is
 * counted before its hash is computed. Thread-safe; waits for the store and for a place in the hashing pool.
 */
public final class SignIn {

    private final UserStore users;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final FamiliarAddresses familiar;
    private final InstantSource clock;
    private final Consumer<AuthEvent.Observation> observations;

    public SignIn(
            UserStore users,
            Passwords passwords,
            SignInThrottle throttle,
            FamiliarAddresses familiar,
            InstantSource clock,
            Consumer<AuthEvent.Observation> observations) {
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
        this.familiar = familiar;
        this.clock = clock;
        this.observations = observations;
    }

    /**
     * The active user whom name and password identify; empty for every kind of failure alike. Throws an {@link ApiError}
     * {@code throttled} if too many attempts failed before.
     */
    public Optional<User> check(NameAndPassword presented, Request request) {
        String name = presented.name();
        return attempt(name, request, () -> Username.parse(name).flatMap(users::passwordOf), presented.password());
    }

    /** Whether the password is that of a user who is signed in already; counted like any other guess. */
    public Optional<User> confirm(User user, String password, Request request) {
        return attempt(user.username(), request, () -> users.passwordOf(user.id()), password);
    }

    private Optional<User> attempt(String username, Request request, Lookup lookup, String password) {
        Optional<StoredPassword> stored = lookup.find();
        Optional<Long> known = stored.map(found -> found.user().id());
        SignInThrottle.Attempt attempt = begin(username, known, request);
        Optional<User> user;
        try {
            user = judge(stored, password, HashingCallers.of(username, request));
        } catch (HashingBusyException | StoreUnavailableException notJudged) {
            attempt.forgive();
            throw notJudged;
        }
        if (user.isPresent()) {
            telling(request, () -> {
                attempt.succeeded();
                return attempt;
            });
            if (familiar.note(user.get().id(), request.address())) {
                observations.accept(new AuthEvent.UnfamiliarSignIn(
                        AuditContext.of(request, clock.instant()), user.get().id()));
            }
        } else {
            attempt.failed();
            observations.accept(
                    new AuthEvent.SignInFailed(AuditContext.of(request, clock.instant()), known.orElse(null)));
        }
        return user;
    }

    private SignInThrottle.Attempt begin(String username, Optional<Long> known, Request request) {
        String address = request.address();
        return telling(request, () -> throttle.begin(username, address, familiar.origin(known, address)));
    }

    private SignInThrottle.Attempt telling(Request request, Supplier<SignInThrottle.Attempt> counting) {
        try {
            return counting.get();
        } catch (ApiError throttled) {
            observations.accept(new AuthEvent.SignInThrottled(AuditContext.of(request, clock.instant())));
            throw throttled;
        }
    }

    private Optional<User> judge(Optional<StoredPassword> stored, String password, HashingCaller caller) {
        String hash = stored.filter(found -> found.user().active())
                .map(StoredPassword::hash)
                .orElse(null);
        Verdict verdict = passwords.verifyOrBurn(password, hash, caller);
        if (hash == null || (verdict != Verdict.MATCH && verdict != Verdict.MATCH_OUTDATED)) {
            return Optional.empty();
        }
        User user = stored.map(StoredPassword::user).orElseThrow();
        if (verdict == Verdict.MATCH_OUTDATED) {
            upgrade(user, hash, password, caller);
        }
        return Optional.of(user);
    }

    /** A sign-in does not fail because its hash could not be strengthened; the next one tries again. */
    private void upgrade(User user, String outdated, String password, HashingCaller caller) {
        try {
            users.upgradeHash(user.id(), outdated, passwords.hash(password, caller));
        } catch (HashingBusyException busy) {
            return;
        }
    }

    /** Finds whom an attempt is about. */
    private interface Lookup {
        Optional<StoredPassword> find();
    }
}
