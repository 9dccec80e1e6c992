package dev.keycard.spring.migration;

import dev.keycard.Keycard;
import dev.keycard.client.Client;
import dev.keycard.login.TokenPair;
import dev.keycard.spring.AllowAny;
import dev.keycard.spring.Permit;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class OldRefreshController {

    private final Keycard keycard;
    private final OldRefreshTokens old;

    OldRefreshController(Keycard keycard, OldRefreshTokens old) {
        this.keycard = keycard;
        this.old = old;
    }

    record Refresh(String refreshToken) {}

    /** Takes a refresh token of before, for the last time, and begins a login of Keycard. */
    @PostMapping("/auth/refresh")
    @Permit(AllowAny.class)
    Map<String, String> exchange(@RequestBody Refresh body) {
        TokenPair pair = old.redeem(body.refreshToken())
                .flatMap(keycard.users()::findByName)
                .map(user -> keycard.tokens().issue(user, Client.unknown()).orElseThrow())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
        return Map.of("access", pair.access(), "refresh", pair.refresh());
    }
}
