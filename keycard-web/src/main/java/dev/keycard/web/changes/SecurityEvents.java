package dev.keycard.web.changes;

import dev.keycard.change.ChangeCursor;
import dev.keycard.crypto.Base64Url;
import dev.keycard.http.Json;
import dev.keycard.key.SigningKey;
import dev.keycard.key.SigningKeys;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.RecordedChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes as Security Event Tokens (RFC 8417) with the events of CAEP 1.0, signed by the key that signs access tokens. Their
 * {@code typ} keeps them apart from those. Thread-safe; may block for the store.
 */
final class SecurityEvents {

    private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
    static final String SESSION_REVOKED = CAEP + "session-revoked";
    static final String CREDENTIAL_CHANGE = CAEP + "credential-change";
    static final List<String> ALL = List.of(SESSION_REVOKED, CREDENTIAL_CHANGE);

    /**
     * One event.
     *
     * @param type its URI
     * @param subject the {@code sub_id} (RFC 9493)
     */
    private record Event(String type, ObjectNode subject, ObjectNode members) {}

    private final String issuer;
    private final Supplier<SigningKeys> keys;
    private final InstantSource clock;

    SecurityEvents(String issuer, Supplier<SigningKeys> keys, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    String issuer() {
        return issuer;
    }

    /** Whether receivers get a token for that change. */
    boolean tell(Change change) {
        return !(change instanceof Change.UserChanged) && !(change instanceof Change.KeysChanged);
    }

    /** The name of the token: the same each time it is made, and another for each change. */
    static String jti(RecordedChange recorded) {
        return recorded.sequence() + "-" + Integer.toHexString(ChangeCursor.checkOf(recorded));
    }

    /** The token for a receiver. */
    String token(RecordedChange recorded, String audience) {
        Event event = event(recorded);
        if (event == null) {
            throw new IllegalArgumentException("no event is defined for " + recorded.change());
        }
        Instant now = clock.instant();
        SigningKey key = keys.get().signer(now);
        ObjectNode header = Json.object()
                .put("alg", key.algorithm().joseName())
                .put("typ", "secevent+jwt")
                .put("kid", key.kid());
        ObjectNode claims = Json.object()
                .put("iss", issuer)
                .put("aud", audience)
                .put("iat", now.getEpochSecond())
                .put("jti", jti(recorded));
        claims.set("sub_id", event.subject());
        claims.putObject("events").set(event.type(), event.members());
        String input = encoded(header) + '.' + encoded(claims);
        return input + '.' + Base64Url.encode(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private @Nullable Event event(RecordedChange recorded) {
        Change change = recorded.change();
        if (change instanceof Change.LoginEnded ended) {
            return new Event(SESSION_REVOKED, opaque(ended.login().text()), at(recorded.at()));
        }
        if (change instanceof Change.LoginsEnded ended) {
            return new Event(SESSION_REVOKED, user(ended.userId().text()), at(ended.before()));
        }
        if (change instanceof Change.ApiTokenEnded ended) {
            return new Event(CREDENTIAL_CHANGE, opaque(ended.token().text()), apiToken(recorded, "revoke"));
        }
        return change instanceof Change.ApiTokenChanged changed
                ? new Event(CREDENTIAL_CHANGE, opaque(changed.token().text()), apiToken(recorded, "update"))
                : null;
    }

    private static ObjectNode at(Instant moment) {
        return Json.object().put("event_timestamp", moment.getEpochSecond());
    }

    private static ObjectNode apiToken(RecordedChange recorded, String changeType) {
        return at(recorded.at()).put("credential_type", "api-token").put("change_type", changeType);
    }

    private static ObjectNode opaque(String id) {
        return Json.object().put("format", "opaque").put("id", id);
    }

    private ObjectNode user(String id) {
        return Json.object().put("format", "iss_sub").put("iss", issuer).put("sub", id);
    }

    private static String encoded(ObjectNode part) {
        return Base64Url.encode(Json.write(part));
    }
}
