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
 * The tokens of registrations in mailed links: the whole registration is encrypted and authenticated, so that nothing is
 * stored, and the token can be neither read nor changed. It contains the password only as its hash. Thread-safe.
 */
final class ApplicationTokens {

    /** The text was sealed by this code, so it is well-formed. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String LABEL = "registration";

    /** The clock of the node that made the token may be slightly ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final SealingKey key;
    private final Entropy entropy;

    /** @param key used only for these tokens */
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

    /** The applicant, if the token is genuine and has not expired. */
    Optional<Applicant> open(String token, Instant now) {
        return Base64Url.decode(token)
                .flatMap(box -> key.open(box, LABEL))
                .map(text -> JSON.readTree(text))
                .filter(node ->
                        isCurrent(Instant.ofEpochMilli(node.get("expires").longValue()), now))
                .flatMap(ApplicationTokens::applicant);
    }

    /** A token from the future was made by a clock that was set back since, which must not lengthen its lifetime. */
    private static boolean isCurrent(Instant expires, Instant now) {
        Instant issued = expires.minus(RegistrationConfig.LIFETIME);
        return now.isBefore(expires) && !issued.isAfter(now.plus(AHEAD));
    }

    /** The rules for names may have become stricter since the token was made. */
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
