package dev.keycard.jwt;

import dev.keycard.authentication.Authentication;
import dev.keycard.crypto.Base64Url;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Signs tokens. Thread-safe. */
public final class JwtSigner {

    private final Supplier<KeyRing> ring;
    private final JwtConfig config;

    /** @param ring the current keys, usually {@code keys::current} */
    public JwtSigner(Supplier<KeyRing> ring, JwtConfig config) {
        this.ring = ring;
        this.config = config;
    }

    /**
     * Returns the token in its compact form, signed by the key that signs at that moment.
     *
     * @throws IllegalArgumentException if the application's claims make it longer than the verifier accepts
     */
    public String sign(TokenClaims claims, Instant now) {
        SigningKey key = ring.get().signer(now);
        String input = key.header() + '.' + Base64Url.encode(payload(claims));
        String token = input + '.' + Base64Url.encode(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
        if (token.length() > CompactJws.MAX_LENGTH) {
            throw new IllegalArgumentException("the claims are too large for a token");
        }
        return token;
    }

    private byte[] payload(TokenClaims claims) {
        ByteArrayOutputStream target = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.writer(target)) {
            json.writeStartObject();
            writeCommon(json, claims);
            writeParties(json);
            if (claims.type() == TokenType.ACCESS) {
                writeRights(json, claims);
            }
            json.writeEndObject();
        }
        return target.toByteArray();
    }

    private static void writeCommon(JsonGenerator json, TokenClaims claims) {
        String user = Long.toString(claims.userId());
        json.writeStringProperty(ClaimName.TYPE, claims.type().claim());
        json.writeNumberProperty(ClaimName.EXPIRES, claims.expiresAt().getEpochSecond());
        json.writeNumberProperty(ClaimName.ISSUED, claims.issuedAt().getEpochSecond());
        json.writeStringProperty(ClaimName.ID, claims.jti());
        json.writeStringProperty(ClaimName.USER, user);
        json.writeStringProperty(ClaimName.SUBJECT, user);
        json.writeStringProperty(ClaimName.LOGIN, claims.sid().text());
        Long generation = claims.generation();
        if (generation != null) {
            json.writeNumberProperty(ClaimName.GENERATION, generation);
        }
    }

    private void writeParties(JsonGenerator json) {
        if (config.issuer() != null) {
            json.writeStringProperty(ClaimName.ISSUER, config.issuer());
        }
        if (config.audience() != null) {
            json.writeStringProperty(ClaimName.AUDIENCE, config.audience());
        }
    }

    private static void writeRights(JsonGenerator json, TokenClaims claims) {
        json.writeArrayPropertyStart(ClaimName.ROLES);
        claims.roles().stream().sorted().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty(ClaimName.TIER, claims.tier());
        json.writeBooleanProperty(ClaimName.STAFF, claims.staff());
        writeAuthentication(json, claims.authentication());
        claims.extra().forEach((name, value) -> {
            json.writeName(name);
            Json.write(json, value);
        });
    }

    private static void writeAuthentication(JsonGenerator json, @Nullable Authentication authentication) {
        if (authentication != null) {
            json.writeNumberProperty(ClaimName.AUTH_TIME, authentication.time().getEpochSecond());
            json.writeArrayPropertyStart(ClaimName.METHODS);
            authentication.methods().forEach(json::writeString);
            json.writeEndArray();
        }
    }
}
