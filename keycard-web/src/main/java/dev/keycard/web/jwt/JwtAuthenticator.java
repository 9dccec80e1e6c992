package dev.keycard.web.jwt;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.HeaderCredential;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.login.LoginStore;
import dev.keycard.login.RevalidatingKeys;
import dev.keycard.message.Translator;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.RevocationCheck;
import dev.keycard.revocation.Validity;
import dev.keycard.user.Owner;
import dev.keycard.user.User;
import dev.keycard.user.UserCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Authorization: Bearer} (RFC 6750): a JWT access token, checked on the spot and bound to the present state of its login
 * and its user. Memory is enough for that, but for the first sight of a user on this node. Thread-safe.
 */
public final class JwtAuthenticator implements Authenticator {

    private static final String SCHEME = "Bearer";

    private final RevalidatingKeys keys;
    private final JwtVerifier fromMemory;
    private final JwtVerifier verifier;
    private final CredentialCache<Outcome> memory;
    private final RevocationCheck revocations;
    private final UserCache users;
    private final LoginStore logins;
    private final InstantSource clock;
    private final Duration leeway;
    private final Duration knownPast;

    /**
     * Takes what it needs.
     *
     * @param fromMemory verifies by the keys as memory holds them, without waiting
     * @param verifier verifies by {@code keys}, and may wait
     * @param memory of the epochs of {@code keys}
     * @param knownPast for how long back endings are known from memory
     */
    public JwtAuthenticator(
            RevalidatingKeys keys,
            JwtVerifier fromMemory,
            JwtVerifier verifier,
            CredentialCache<Outcome> memory,
            RevocationCheck revocations,
            UserCache users,
            LoginStore logins,
            InstantSource clock,
            Duration leeway,
            Duration knownPast) {
        this.keys = keys;
        this.fromMemory = fromMemory;
        this.verifier = verifier;
        this.memory = memory;
        this.revocations = revocations;
        this.users = users;
        this.logins = logins;
        this.clock = clock;
        this.leeway = leeway;
        this.knownPast = knownPast;
    }

    @Override
    public Optional<Outcome> recall(Request request) {
        String header = request.header("Authorization");
        if (header == null || !HeaderCredential.mayBeOf(header, SCHEME)) {
            return Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);
        }
        return recallHeader(header);
    }

    /** The outcome for a token, wherever it came from, if memory is enough to tell. */
    public Optional<Outcome> recall(String token) {
        return recallHeader(SCHEME + ' ' + token);
    }

    private Optional<Outcome> recallHeader(String header) {
        // A header seen before is not even taken apart.
        Optional<Outcome> known = memory.get(header);
        return known.isPresent() ? known : firstSight(header);
    }

    @Override
    public Outcome authenticate(Request request) {
        String header = request.header("Authorization");
        return token(header)
                .map(token -> judge(token, Objects.requireNonNull(header)))
                .orElse(Outcome.NotAttempted.NOT_ATTEMPTED);
    }

    /** The outcome for a token, wherever it came from; may read the store. */
    public Outcome judge(String token) {
        return judge(token, SCHEME + ' ' + token);
    }

    private Outcome judge(String token, String header) {
        if (!HeaderCredential.isOneWord(token)) {
            return new Outcome.Refused(new ApiError(ErrorCode.BAD_AUTHORIZATION_HEADER));
        }
        CredentialCache.Check check = memory.begin();
        boolean known = revocations.isKnown();
        Verification verification = verifier.verify(token, clock.instant());
        if (!(verification instanceof Verification.Verified verified)) {
            return notValid();
        }
        VerifiedToken claims = verified.token();
        Owner owner = Owner.find(users, revocations, claims.userId());
        Optional<Outcome> refusal = refusal(claims, owner);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        boolean decided = known && remembersEndings(claims);
        return !decided && hasEndedInStore(claims) ? notValid() : bind(header, claims, owner, check);
    }

    @Override
    public boolean readsHeader() {
        return true;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.of("Bearer realm=\"api\"");
    }

    private Optional<Outcome> firstSight(String header) {
        Optional<String> token = token(header);
        if (token.isEmpty()) {
            return Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);
        }
        if (!HeaderCredential.isOneWord(token.get())) {
            return Optional.of(new Outcome.Refused(new ApiError(ErrorCode.BAD_AUTHORIZATION_HEADER)));
        }
        CredentialCache.Check check = memory.begin();
        if (!keys.areKnown()) {
            return Optional.empty();
        }
        if (!(fromMemory.verify(token.get(), clock.instant()) instanceof Verification.Verified verified)) {
            return Optional.of(notValid());
        }
        VerifiedToken claims = verified.token();
        return Owner.recall(users, claims.userId()).flatMap(owner -> judgeFromMemory(header, claims, owner, check));
    }

    /**
     * Whether memory may decide was asked before anything was read from it; whether it remembers every ending is asked after the
     * ending was looked for.
     */
    private Optional<Outcome> judgeFromMemory(
            String header, VerifiedToken claims, Owner owner, CredentialCache.Check check) {
        Optional<Outcome> refusal = refusal(claims, owner);
        return remembersEndings(claims)
                ? Optional.of(refusal.orElseGet(() -> bind(header, claims, owner, check)))
                : Optional.empty();
    }

    /** What memory holds against a genuine token: the present state of its user and login. */
    private Optional<Outcome> refusal(VerifiedToken claims, Owner owner) {
        User user = owner.user();
        if (user == null) {
            return Optional.of(new Outcome.Refused(new ApiError(ErrorCode.USER_NOT_FOUND)));
        }
        if (!user.active()) {
            return Optional.of(new Outcome.Refused(new ApiError(ErrorCode.USER_INACTIVE)));
        }
        return revocations.ended(user, credential(claims), claims.countsFrom())
                ? Optional.of(notValid())
                : Optional.empty();
    }

    private Outcome bind(String header, VerifiedToken claims, Owner owner, CredentialCache.Check check) {
        return memory.put(
                header,
                new AuthenticatedPrincipal(Objects.requireNonNull(owner.user()), credential(claims)),
                owner.remembered(),
                new Validity(claims.countsFrom(), claims.expiresAt().plus(leeway), check));
    }

    private static Credential credential(VerifiedToken claims) {
        return new Credential.AccessToken(claims.sid(), claims.authTime(), claims.namedLogin());
    }

    /** An older token's login may have ended so long ago that the ending is no longer kept in memory. */
    private boolean remembersEndings(VerifiedToken claims) {
        return (claims.sid() == null && claims.namedLogin() == null)
                || (claims.countsFrom().plus(knownPast).isAfter(clock.instant())
                        && revocations.knowsSince(claims.countsFrom()));
    }

    private boolean hasEndedInStore(VerifiedToken claims) {
        Instant now = clock.instant();
        if (claims.sid() != null) {
            return logins.find(claims.sid())
                    .filter(login -> login.userId().equals(claims.userId()) && login.isLive(now))
                    .isEmpty();
        }
        return claims.namedLogin() != null
                && logins.find(claims.namedLogin())
                        .filter(login -> login.endedAt() != null)
                        .isPresent();
    }

    private static Optional<String> token(@Nullable String header) {
        return header == null ? Optional.empty() : HeaderCredential.of(header, SCHEME);
    }

    private static Outcome notValid() {
        return new Outcome.Refused(new ApiError(ErrorCode.TOKEN_NOT_VALID).with(JwtAuthenticator::simplejwtMessages));
    }

    /** Clients of simplejwt look here for what is wrong. */
    private static ObjectNode simplejwtMessages(Translator translator) {
        ObjectNode members = Json.object();
        members.putArray("messages")
                .addObject()
                .put("token_class", "AccessToken")
                .put("token_type", "access")
                .put("message", translator.say(ErrorCode.TOKEN_NOT_VALID.message()));
        return members;
    }
}
