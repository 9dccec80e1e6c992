package dev.keycard.spring.migration;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Stands for the table of refresh tokens that an application has. */
@Component
class OldRefreshTokens {

    private final Map<String, String> names = new ConcurrentHashMap<>(Map.of("old-token-of-ada", "ada"));

    /** The name of the user to whom the token was given. It can be used once. */
    Optional<String> redeem(String token) {
        return Optional.ofNullable(names.remove(token));
    }
}
