package dev.keycard.apitoken;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Digest;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.BeginResult;
import dev.keycard.store.Page;
import dev.keycard.store.TimePageRequest;
import dev.keycard.throttle.LoginThrottle;
import dev.keycard.user.User;
import dev.keycard.user.UserGuard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes, verifies, lists and ends API tokens. Thread-safe; blocks for the store. */
public final class ApiTokens {

    private final ApiTokenVerifier verifier;
    private final ApiTokenStore store;
    private final ApiTokenConfig config;
    private final InstantSource clock;
    private final Entropy entropy;
    private final LoginThrottle throttle;
    private final Map<TimeId, Instant> uses = new ConcurrentHashMap<>();

    @Internal
    public ApiTokens(
            ApiTokenVerifier verifier,
            ApiTokenConfig config,
            InstantSource clock,
            Entropy entropy,
            LoginThrottle throttle) {
        this.verifier = verifier;
        this.store = verifier.store();
        this.config = config;
        this.clock = clock;
        this.entropy = entropy;
        this.throttle = throttle;
    }

    /**
     * Makes a token for its owner or for an operator.
     *
     * @param lifetime how long it lives, null for no end
     * @return empty if the user was deactivated or changed the password since they were read, if the credential of the request
     *     has ended, or if the actor may not hand out one of the scopes
     */
    public Optional<NewApiToken> create(
            User user, String name, Set<String> scopes, @Nullable Duration lifetime, AuditContext context) {
        NewApiToken made = draft(user, name, scopes, lifetime, false, context.at());
        boolean stored = store.create(made.token(), digest(made), user.credentialVersion(), context);
        return stored ? Optional.of(made) : Optional.empty();
    }

    /**
     * The same for the program around the engine.
     *
     * @param scopes what the token may be used for; empty for everything that its owner may do
     * @param lifetime how long it lives, null for no end
     * @return empty if the user was deactivated, deleted, or changed the password since they were read
     */
    public Optional<NewApiToken> create(User user, String name, Set<String> scopes, @Nullable Duration lifetime) {
        return create(user, name, scopes, lifetime, AuditContext.at(clock.instant()));
    }

    /**
     * Makes a token for a user who just signed in; the longest unused one of its kind makes room.
     */
    public BeginResult<NewApiToken> createBySignIn(User user, AuditContext context) {
        Optional<Duration> wait = throttle.begins(user.id());
        if (wait.isPresent()) {
            return new BeginResult.Throttled<>(wait.get());
        }
        NewApiToken made = draft(user, "", Set.of(), config.signInLifetime(), true, context.at());
        boolean stored = store.createBySignIn(
                made.token(), digest(made), user.credentialVersion(), config.signInLimit(), context);
        return stored ? new BeginResult.Begun<>(made) : new BeginResult.Refused<>();
    }

    /**
     * Replaces a token by a new one with the same name, scopes and lifetime. The old one stays valid for the overlap, but never
     * longer than before.
     *
     * @param latest when the new token expires at the latest; null if nothing limits it
     */
    public ApiTokenRotation rotate(
            User owner, TimeId id, Duration overlap, @Nullable Instant latest, AuditContext context) {
        Instant now = context.at();
        ApiToken old = store.find(id)
                .filter(token -> token.userId().equals(owner.id()) && token.isLive(now))
                .orElse(null);
        if (old == null) {
            return new ApiTokenRotation.NotRotated(ApiTokenStore.Rotation.NOT_LIVE);
        }
        NewApiToken made =
                draft(owner, old.name(), old.scopes(), successorsLifetime(old, latest, now), old.signIn(), now);
        Instant until = now.plus(overlap);
        ApiTokenStore.Rotation rotation =
                store.rotate(id, made.token(), digest(made), owner.credentialVersion(), until, context);
        return rotation == ApiTokenStore.Rotation.ROTATED
                ? new ApiTokenRotation.Rotated(made, old, earlier(until, old.expiresAt()))
                : new ApiTokenRotation.NotRotated(rotation);
    }

    private static @Nullable Duration successorsLifetime(ApiToken old, @Nullable Instant latest, Instant now) {
        Instant wanted = old.expiresAt() == null ? null : now.plus(Duration.between(old.createdAt(), old.expiresAt()));
        Instant expiresAt = wanted == null ? latest : earlier(wanted, latest);
        return expiresAt == null ? null : Duration.between(now, expiresAt);
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }

    /** The maximum number of live tokens with which a user may request one more. */
    public int limit() {
        return config.limit();
    }

    /** The token of that id, live or not, without a question about its owner: for lists, not for what was presented. */
    public Optional<ApiToken> find(TimeId id) {
        return store.find(id);
    }

    /**
     * Verifies a token that was presented, as is done for each request: from memory while that may decide, else from the store.
     * Counts as a use of the token. What another process ended is known after {@code change.poll} at most.
     */
    public ApiTokenResult verify(String text) {
        return verifier.verifyFromMemory(text).map(this::used).orElseGet(() -> used(verifier.verifyInStore(text)));
    }

    /** The same without waiting for the store; empty if memory is not enough. Does not count as a use; see {@link #used}. */
    public Optional<ApiTokenResult> verifyFromMemory(String text) {
        return verifier.verifyFromMemory(text);
    }

    /**
     * The same by the token as the store has it: what any process ended before is taken into account. Does not count as a use;
     * see {@link #used}.
     */
    public ApiTokenResult verifyInStore(String text) {
        return verifier.verifyInStore(text);
    }

    private ApiTokenResult used(ApiTokenResult result) {
        if (result instanceof ApiTokenResult.Verified verified) {
            verified.principal().credential().id().ifPresent(this::used);
        }
        return result;
    }

    /** The live tokens of a user, the latest first. */
    public List<ApiToken> live(UserId userId) {
        return store.live(userId, clock.instant());
    }

    /** Ends a token of its owner; false if they have no such live token. */
    public boolean end(UserId userId, TimeId token, AuditContext context) {
        return store.endOf(userId, token, context);
    }

    /** Ends the token of a presented text: who has it may end it; false if there is no such live token. */
    public boolean endPresented(String text, AuditContext context) {
        return store.findByDigest(Digest.ofSecret(text))
                .filter(token -> token.isLive(context.at()))
                .filter(token -> end(token.userId(), token.id(), context.by(token.userId())))
                .isPresent();
    }

    /** Ends a token of any user, if the guard permits the act on the user; false if there is no such live token. */
    public boolean endByStaff(TimeId token, UserGuard guard, AuditContext context) {
        return store.end(token, guard, context);
    }

    /** Ends all tokens of a user if the guard permits the act on the user; returns how many were live. */
    public int endAllByStaff(UserId userId, UserGuard guard, AuditContext context) {
        return store.endAll(userId, guard, context);
    }

    /** The live tokens of a user, or of everyone if that is null, in the order in which they were made. */
    public Page<ApiToken> list(@Nullable UserId userId, TimePageRequest page) {
        return store.listLive(userId, clock.instant(), page);
    }

    /** Records that a token is in use. Costs one look-up; {@link #writeUses} writes it later. */
    public void used(TimeId token) {
        if (!uses.containsKey(token)) {
            uses.put(token, clock.instant());
        }
    }

    /** Writes which tokens were used since the last call. */
    public void writeUses() {
        Map<TimeId, Instant> written = new HashMap<>(uses);
        if (!written.isEmpty()) {
            store.used(written);
            uses.keySet().removeAll(written.keySet());
        }
    }

    private NewApiToken draft(
            User user, String name, Set<String> scopes, @Nullable Duration lifetime, boolean signIn, Instant now) {
        String text = TokenText.generate(entropy);
        Instant expiresAt = lifetime == null ? null : now.plus(lifetime);
        ApiToken token = ApiToken.builder(TimeId.at(now, entropy), user.id(), TokenText.displayed(text))
                .name(name)
                .scopes(scopes)
                .signIn(signIn)
                .expiresAt(expiresAt)
                .build();
        return new NewApiToken(token, new Secret(text));
    }

    private static String digest(NewApiToken made) {
        return Digest.ofSecret(made.secret().reveal());
    }
}
