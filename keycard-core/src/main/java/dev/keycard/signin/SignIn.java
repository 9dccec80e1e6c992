package dev.keycard.signin;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.client.Client;
import dev.keycard.id.UserId;
import dev.keycard.password.HashingBusyException;
import dev.keycard.password.HashingCaller;
import dev.keycard.password.Passwords;
import dev.keycard.password.Verdict;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.throttle.SignInThrottle;
import dev.keycard.user.SigningIn;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserLookup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Checks names and passwords, for all endpoints and programs alike. An unknown name, a wrong password, an inactive user and an
 * unusable hash cost one real hash each, so that their durations do not differ. Every attempt is counted before its hash is
 * computed. Thread-safe; blocks for the store and for a place in the hashing pool. Methods throw {@link
 * StoreUnavailableException} when the store cannot answer.
 */
public final class SignIn {

    private final UserLookup users;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final FamiliarAddresses familiar;
    private final InstantSource clock;
    private final Consumer<AuthEvent.Observation> observations;

    @Internal
    public SignIn(
            UserLookup users,
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

    /** Checks a name and a password. */
    public SignInResult withPassword(String name, String password, Client client) {
        return attempt(name, () -> users.signingIn(name), password, client);
    }

    /** Checks a name and a password. */
    public SignInResult withPassword(NameAndPassword presented, Client client) {
        return withPassword(presented.name(), presented.password(), client);
    }

    /** Checks whether the password is that of a user who is signed in already; counted like any other guess. */
    public SignInResult confirm(User user, String password, Client client) {
        return attempt(user.username(), () -> users.passwordOf(user.id()).map(SigningIn::of), password, client);
    }

    private SignInResult attempt(
            String username, Supplier<Optional<SigningIn>> lookup, String password, Client client) {
        SignInThrottle.Attempt attempt = throttle.from(client.address());
        if (attempt.retryAfter().isPresent()) {
            return throttled(attempt.retryAfter().get(), client);
        }
        return attempt(attempt, username, forgivenIfAway(attempt, lookup), password, client);
    }

    private static <T> T forgivenIfAway(SignInThrottle.Attempt attempt, Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreUnavailableException notJudged) {
            attempt.forgive();
            throw notJudged;
        }
    }

    private SignInResult attempt(
            SignInThrottle.Attempt attempt,
            String username,
            Optional<SigningIn> found,
            String password,
            Client client) {
        Optional<UserId> known = found.map(user -> user.user().id());
        // A directory may accept several forms of a name for one user; all are counted under one name.
        String counted = found.map(user -> user.user().username()).orElse(username);
        attempt.at(counted, forgivenIfAway(attempt, () -> familiar.origin(known, client.address())));
        if (attempt.retryAfter().isPresent()) {
            return throttled(attempt.retryAfter().get(), client);
        }
        SignInResult result;
        try {
            result = forgivenIfAway(
                    attempt, () -> judge(found.map(SignIn::withHash), password, HashingCallers.of(counted, client)));
        } catch (HashingBusyException busy) {
            attempt.forgive();
            return new SignInResult.Busy(busy.retryAfter());
        }
        return result instanceof SignInResult.SignedIn signedIn
                ? succeeded(attempt, signedIn, client)
                : failed(attempt, result, known, client);
    }

    private static StoredPassword withHash(SigningIn found) {
        return new StoredPassword(found.user(), found.hash().get());
    }

    private SignInResult succeeded(SignInThrottle.Attempt attempt, SignInResult.SignedIn signedIn, Client client) {
        Optional<Duration> wait = attempt.succeeded();
        if (wait.isPresent()) {
            return throttled(wait.get(), client);
        }
        users.beginAccount(signedIn.user());
        if (familiar.note(signedIn.user().id(), client.address())) {
            observations.accept(new AuthEvent.UnfamiliarSignIn(
                    context(client), signedIn.user().id()));
        }
        return signedIn;
    }

    private SignInResult failed(
            SignInThrottle.Attempt attempt, SignInResult refused, Optional<UserId> known, Client client) {
        attempt.failed();
        observations.accept(new AuthEvent.SignInFailed(context(client), known.orElse(null)));
        return refused;
    }

    private SignInResult throttled(Duration wait, Client client) {
        observations.accept(new AuthEvent.SignInThrottled(context(client)));
        return new SignInResult.Throttled(wait);
    }

    private AuditContext context(Client client) {
        return AuditContext.of(client, clock.instant());
    }

    private SignInResult judge(Optional<StoredPassword> stored, String password, HashingCaller caller) {
        String hash = stored.filter(found -> found.user().active())
                .map(StoredPassword::hash)
                .orElse(null);
        Verdict verdict = passwords.verifyOrBurn(password, hash, caller);
        if (hash == null || !verdict.matches()) {
            return new SignInResult.Refused(reason(stored, verdict));
        }
        User user = stored.map(StoredPassword::user).orElseThrow();
        if (verdict == Verdict.MATCH_OUTDATED) {
            upgrade(user, hash, password, caller);
        }
        return new SignInResult.SignedIn(user);
    }

    private static SignInResult.Reason reason(Optional<StoredPassword> stored, Verdict verdict) {
        if (stored.isEmpty()) {
            return SignInResult.Reason.UNKNOWN_NAME;
        }
        if (!stored.get().user().active()) {
            return SignInResult.Reason.USER_INACTIVE;
        }
        return verdict == Verdict.UNUSABLE ? SignInResult.Reason.UNUSABLE_PASSWORD : SignInResult.Reason.WRONG_PASSWORD;
    }

    /**
     * A sign-in does not fail because its hash could not be strengthened, whatever the reason; the next one tries again. A hasher
     * of the program may refuse to hash a password that its older hashes matched, and its directory may refuse to store a hash.
     */
    private void upgrade(User user, String outdated, String password, HashingCaller caller) {
        try {
            users.replaceHash(user.id(), outdated, passwords.hash(password, caller));
        } catch (RuntimeException notNow) {
            return;
        }
    }
}
