package dev.keycard.registration;

import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKey;
import dev.keycard.user.Username;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registrations on their way through the mail: sealed whole, so that nothing is stored here and nothing can be read or changed
 * there. The password is in it as its hash only. Thread-safe.
 */
final class ApplicationTokens {

    /** What is read was sealed here, so nothing malformed comes. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String LABEL = "registration";

    /** Another node that made the token may be a little ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final SealingKey key;
    private final Entropy entropy;

    /** @param key for this purpose alone */
    ApplicationTokens(SealingKey key, Entropy entropy) {
        this.key = key;
        this.entropy = entropy;
    }

    String issue(Applicant applicant, Instant now) {
        byte[] text = JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("username", applicant.username().text())
                .put("hash", applicant.passwordHash())
                .put("email", applicant.email())
                .put("first_name", applicant.firstName())
                .put("last_name", applicant.lastName())
                .put("expires", now.plus(RegistrationConfig.LIFETIME).toEpochMilli()));
        return Base64Url.encode(key.seal(new String(text, StandardCharsets.UTF_8), LABEL, entropy));
    }

    /** The applicant, if the token was issued here and has not expired. */
    Optional<Applicant> open(String token, Instant now) {
        return Base64Url.decode(token)
                .flatMap(box -> key.open(box, LABEL))
                .map(text -> JSON.readTree(text))
                .filter(node ->
                        isCurrent(Instant.ofEpochMilli(node.get("expires").longValue()), now))
                .flatMap(ApplicationTokens::applicant);
    }

    /** A token from the future was made by a clock that has been set back since, which must not lengthen its life. */
    private static boolean isCurrent(Instant expires, Instant now) {
        Instant issued = expires.minus(RegistrationConfig.LIFETIME);
        return now.isBefore(expires) && !issued.isAfter(now.plus(AHEAD));
    }

    /** The rules for names may have become stricter since. */
    private static Optional<Applicant> applicant(JsonNode node) {
        return Username.parse(text(node, "username"))
                .map(name -> new Applicant(
                        name,
                        text(node, "hash"),
                        text(node, "email"),
                        text(node, "first_name"),
                        text(node, "last_name")));
    }

    private static String text(JsonNode node, String member) {
        return node.get(member).stringValue();
    }
}
