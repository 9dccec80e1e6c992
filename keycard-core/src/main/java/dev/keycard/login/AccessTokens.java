package dev.keycard.login;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerificationConfig;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.Validity;
import dev.keycard.user.Owner;
import dev.keycard.user.Owners;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether access tokens are good: genuine, and bound to a login and a user who may still use them. There is one decision.
 * It takes what it needs from memory, and reads the store where memory is not enough, or must not decide. Good results are cached
 * by the whole token. Thread-safe.
 */
@Internal
public final class AccessTokens {

    private final CredentialCache<VerifyResult> cache;
    private final AccessTokenReader reader;
    private final Owners owners;
    private final TokenBindings bindings;
    private final Duration leeway;

    /**
     * @param cache its entries become invalid when the epoch of {@code keys} changes
     * @param config how signature and claims are verified
     */
    public AccessTokens(
            CredentialCache<VerifyResult> cache,
            RevalidatingKeys keys,
            VerificationConfig config,
            Owners owners,
            TokenBindings bindings) {
        this.cache = cache;
        this.reader = new AccessTokenReader(keys, config, bindings.clock());
        this.owners = owners;
        this.bindings = bindings;
        this.leeway = config.leeway();
    }

    /** The result if memory is enough for it. Never waits. */
    public Optional<VerifyResult> verifyFromMemory(String text) {
        Optional<VerifyResult> known = cache.get(text);
        return known.isPresent() ? known : reader.readFromMemory(text).flatMap(reading -> fromMemory(text, reading));
    }

    /** The result: from memory while that may decide, else from the store. May wait. */
    public VerifyResult verify(String text) {
        // First whether memory may decide: what is read from it later is as old as the view was then.
        boolean memoryDecides = bindings.areKnown();
        return cache.get(text).orElseGet(() -> decide(text, memoryDecides));
    }

    /** The result from the store, which takes account of what any process ended before the question. Waits. */
    public VerifyResult verifyInStore(String text) {
        return decide(text, false);
    }

    /** The token of that text, if it is genuine and has not expired. May wait for keys. */
    Optional<VerifiedToken> read(String text) {
        return reader.read(text).verification() instanceof Verification.Verified verified
                ? Optional.of(verified.token())
                : Optional.empty();
    }

    private Optional<VerifyResult> fromMemory(String text, AccessTokenReader.Reading reading) {
        if (reading.verification() instanceof Verification.Invalid invalid) {
            return Optional.of(new VerifyResult.Invalid(invalid.reason()));
        }
        VerifiedToken token = ((Verification.Verified) reading.verification()).token();
        Optional<VerifyResult> result = owners.findInCache(token.userId())
                .flatMap(owner -> fromMemory(new Presented(text, token, owner, reading.check())));
        if (result.isEmpty()) {
            reader.handOver(text, reading);
        }
        return result;
    }

    private VerifyResult decide(String text, boolean memoryDecides) {
        AccessTokenReader.Reading reading = reader.read(text);
        if (reading.verification() instanceof Verification.Invalid invalid) {
            return new VerifyResult.Invalid(invalid.reason());
        }
        VerifiedToken token = ((Verification.Verified) reading.verification()).token();
        Owner owner = memoryDecides ? owners.find(token.userId()) : owners.read(token.userId());
        Presented presented = new Presented(text, token, owner, reading.check());
        return (memoryDecides ? fromMemory(presented) : Optional.<VerifyResult>empty())
                .orElseGet(() -> fromStore(presented));
    }

    /** Empty if memory may have dropped the end of the token's login. That is asked after the end was looked for. */
    private Optional<VerifyResult> fromMemory(Presented presented) {
        Optional<VerifyResult> refusal = refusal(presented);
        return bindings.remembersEndOf(presented.token())
                ? Optional.of(refusal.orElseGet(() -> accept(presented)))
                : Optional.empty();
    }

    private VerifyResult fromStore(Presented presented) {
        return refusal(presented)
                .orElseGet(() -> bindings.hasEndedInStore(presented.token())
                        ? new VerifyResult.Revoked(VerifyResult.Cause.LOGIN_ENDED)
                        : accept(presented));
    }

    /** What the user's state, and the revocations in memory, say against a genuine token. */
    private Optional<VerifyResult> refusal(Presented presented) {
        User user = presented.owner().user();
        if (user == null) {
            return Optional.of(new VerifyResult.Revoked(VerifyResult.Cause.USER_NOT_FOUND));
        }
        if (!user.active()) {
            return Optional.of(new VerifyResult.Revoked(VerifyResult.Cause.USER_INACTIVE));
        }
        return bindings.isKnownToHaveEnded(
                        user, credential(presented.token()), presented.token().countsFrom())
                ? Optional.of(new VerifyResult.Revoked(VerifyResult.Cause.LOGIN_ENDED))
                : Optional.empty();
    }

    private VerifyResult accept(Presented presented) {
        VerifiedToken token = presented.token();
        Credential credential = credential(token);
        User user = presented.owner().active().orElseThrow();
        return cache.put(
                presented.text(),
                new VerifyResult.Verified(token, new AuthenticatedPrincipal(user, credential)),
                new Validity(
                        credential,
                        presented.owner().cached(),
                        token.countsFrom(),
                        token.expiresAt().plus(leeway),
                        presented.check()));
    }

    private static Credential credential(VerifiedToken token) {
        return new Credential.AccessToken(token.sid(), token.authTime(), token.namedLogin());
    }

    /** A genuine token, and the user whom it names. */
    private record Presented(String text, VerifiedToken token, Owner owner, CredentialCache.Check check) {}
}
