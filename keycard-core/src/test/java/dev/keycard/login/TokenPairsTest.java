package dev.keycard.login;

import static dev.keycard.support.HandClock.START;
import static dev.keycard.user.UserSource.user;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Authentication;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.jwt.TokenType;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.JwtSigner;
import dev.keycard.key.RefreshTokens;
import dev.keycard.key.SealingKey;
import dev.keycard.key.SigningKey;
import dev.keycard.key.SigningKeys;
import dev.keycard.support.HandClock;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenPairsTest {

    private final Entropy entropy = new Random(29)::nextBytes;
    private final HandClock clock = new HandClock();
    private final JwtConfig config = JwtConfig.defaults();
    private final SigningKeys keys =
            SigningKeys.of(SigningKey.generate(JwsAlgorithm.HS256, Entropy.secure(), SignatureProvider.jdk()));
    private final RefreshTokens refreshTokens =
            new RefreshTokens(new SealingKey(entropy.bytes(32)), SignatureProvider.jdk(), config);
    private final TokenPairs pairs = new TokenPairs(config, new JwtSigner(() -> keys, config), refreshTokens, clock);
    private final JwtVerifier verifier = new JwtVerifier(keys::ring, config.verification());
    private final User alice = UserChange.builder()
            .staff(true)
            .tier("gold")
            .roles(Set.of("editor"))
            .build()
            .applyTo(user(1));
    private final TimeId id = TimeId.at(START, entropy);
    private final Login login = login(3, START);

    @Test
    void access_namesItsLoginAndUser_andWhatTheyMay() {
        VerifiedToken access = verified(pairs.mint(login, alice).access(), TokenType.ACCESS);

        assertThat(access.sid()).isEqualTo(login.id());
        assertThat(access.userId()).isEqualTo(UserId.of(1));
        assertThat(access.roles()).containsExactly("editor");
        assertThat(access.tier()).isEqualTo("gold");
        assertThat(access.staff()).isTrue();
        assertThat(access.expiresAt()).isEqualTo(START.plus(config.issuing().accessLifetime()));
    }

    @Test
    void access_tellsWhenAndHowTheUserSignedIn_howeverOftenTheLoginIsRefreshed() {
        Login refreshed = login(4, START.plusSeconds(600));
        clock.set(refreshed.rotatedAt());
        VerifiedToken access = verified(pairs.mint(refreshed, alice).access(), TokenType.ACCESS);

        assertThat(access.issuedAt()).isEqualTo(START.plusSeconds(600).truncatedTo(SECONDS));
        assertThat(access.authTime()).isEqualTo(START.truncatedTo(SECONDS));
        assertThat(access.claims()).containsEntry("amr", List.of("pwd"));
    }

    @Test
    void refresh_namesItsLoginAndGeneration_andLivesAsLongAsTheLogin() {
        VerifiedToken refresh = verified(pairs.mint(login, alice).refresh(), TokenType.REFRESH);

        assertThat(refresh.sid()).isEqualTo(login.id());
        assertThat(refresh.generation()).isEqualTo(3);
        assertThat(refresh.expiresAt()).isEqualTo(login.expiresAt());
    }

    @Test
    void oneRow_givesTheSameClaims_howeverOftenItIsAsked() {
        TokenPair first = pairs.mint(login, alice);
        clock.advance(Duration.ofSeconds(20));
        TokenPair again = pairs.mint(login, alice);

        assertThat(verified(again.refresh(), TokenType.REFRESH).claims())
                .isEqualTo(verified(first.refresh(), TokenType.REFRESH).claims());
        assertThat(verified(again.access(), TokenType.ACCESS).claims())
                .isEqualTo(verified(first.access(), TokenType.ACCESS).claims());
    }

    @Test
    void eachGeneration_hasItsOwnIds() {
        TokenPair next = pairs.mint(login(4, START), alice);

        assertThat(verified(next.refresh(), TokenType.REFRESH).jti())
                .isNotEqualTo(verified(pairs.mint(login, alice).refresh(), TokenType.REFRESH)
                        .jti());
        assertThat(verified(next.access(), TokenType.ACCESS).jti())
                .isNotEqualTo(verified(pairs.mint(login, alice).access(), TokenType.ACCESS)
                        .jti());
    }

    @Test
    void accessToken_neverOutlivesItsLogin() {
        Instant nearTheEnd = START.plus(config.issuing().loginLifetime()).minusSeconds(10);
        clock.set(nearTheEnd);
        String access = pairs.mint(login(3, nearTheEnd), alice).access();

        assertThat(verified(access, TokenType.ACCESS).expiresAt())
                .isEqualTo(START.plus(config.issuing().loginLifetime()));
    }

    @Test
    void pair_printsWithoutItsTokens() {
        assertThat(pairs.mint(login, alice)).hasToString("TokenPair[***]");
    }

    private VerifiedToken verified(String token, TokenType type) {
        Verification verification = type == TokenType.ACCESS
                ? verifier.verify(token, clock.instant())
                : refreshTokens.verify(token, clock.instant());
        assertThat(verification).isInstanceOf(Verification.Verified.class);
        return ((Verification.Verified) verification).token();
    }

    private Login login(long generation, Instant rotatedAt) {
        Instant expiresAt = rotatedAt.plus(config.issuing().refreshLifetime());
        return Login.builder(id, UserId.of(1), LoginKind.TOKENS, Authentication.byPassword(START))
                .rotation(new Rotation(generation, rotatedAt, "", 0, 0, 0))
                .lastSeenAt(rotatedAt)
                .expiresAt(expiresAt)
                .build();
    }
}
