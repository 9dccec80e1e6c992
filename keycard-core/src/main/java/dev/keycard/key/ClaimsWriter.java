package dev.keycard.key;

import dev.keycard.authentication.Authentication;
import dev.keycard.jwt.ClaimName;
import dev.keycard.jwt.TokenType;
import dev.keycard.jwt.VerificationConfig;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes claims as the payload of a token. Immutable. */
final class ClaimsWriter {

    private final VerificationConfig parties;

    ClaimsWriter(VerificationConfig parties) {
        this.parties = parties;
    }

    /** The claims as compact JSON in UTF-8. */
    byte[] payload(TokenClaims claims) {
        ByteArrayOutputStream target = new ByteArrayOutputStream(512);
        try (JsonGenerator json = ClaimsJson.writer(target)) {
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
        String user = claims.userId().text();
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
        if (parties.issuer() != null) {
            json.writeStringProperty(ClaimName.ISSUER, parties.issuer());
        }
        if (parties.audience() != null) {
            json.writeStringProperty(ClaimName.AUDIENCE, parties.audience());
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
            ClaimsJson.write(json, value);
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
