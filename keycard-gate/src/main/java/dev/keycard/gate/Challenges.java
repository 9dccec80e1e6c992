package dev.keycard.gate;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Response.Header;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code WWW-Authenticate} lines of refusals: one for each scheme that reads the {@code Authorization} header. Immutable. */
public final class Challenges {

    private static final Set<ErrorCode> BAD_TOKEN =
            Set.of(ErrorCode.TOKEN_NOT_VALID, ErrorCode.USER_NOT_FOUND, ErrorCode.USER_INACTIVE);

    private final List<String> challenges;

    private Challenges(List<String> challenges) {
        this.challenges = List.copyOf(challenges);
    }

    /** The challenges of authenticators. */
    public static Challenges of(List<Authenticator> authenticators) {
        return ofTexts(authenticators.stream()
                .flatMap(authenticator -> authenticator.challenge().stream())
                .toList());
    }

    /** Challenges in their form without parameters about the refusal. */
    public static Challenges ofTexts(List<String> texts) {
        return new Challenges(texts);
    }

    /** The status of a refusal: a 401 must have a challenge (RFC 9110 section 15.5.2); if there is none, the status is 403. */
    public int status(ApiError error) {
        int status = error.code().status();
        return status == 401 && challenges.isEmpty() ? 403 : status;
    }

    /** The lines of a refusal's answer; none unless its status is 401. */
    public List<Header> headers(ApiError error) {
        if (status(error) != 401) {
            return List.of();
        }
        String reason = reason(error);
        return challenges.stream()
                .map(challenge ->
                        reason != null && challenge.startsWith("Bearer ") ? challenge + ", " + reason : challenge)
                .map(line -> new Header(HeaderNames.WWW_AUTHENTICATE, line))
                .toList();
    }

    private static @Nullable String reason(ApiError error) {
        return BAD_TOKEN.contains(error.code()) ? "error=\"invalid_token\"" : error.challenge();
    }
}
