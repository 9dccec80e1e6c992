package dev.keycard.spring;

import dev.keycard.id.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Ids that are the names of users. A name that cannot be an id is written in base64url, after a character that no other id begins
 * with. Stateless.
 */
final class NameIds {

    private static final char ENCODED = '~';

    private NameIds() {}

    /** @throws IllegalArgumentException if the name is empty or too long */
    static UserId id(String name) {
        boolean plain = UserId.parse(name).isPresent() && name.charAt(0) != ENCODED;
        if (plain && !name.equals(UserId.NOBODY.text())) {
            return new UserId(name);
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a user has no name");
        }
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return new UserId(ENCODED + Base64.getUrlEncoder().withoutPadding().encodeToString(utf8));
    }

    static Optional<String> name(UserId id) {
        String text = id.text();
        if (text.charAt(0) != ENCODED) {
            return Optional.of(text);
        }
        try {
            byte[] utf8 = Base64.getUrlDecoder().decode(text.substring(1));
            return Optional.of(new String(utf8, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }
}
