package dev.keycard.server.crash;

import dev.keycard.server.crash.Client.Pair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one client was told about one login. Confined to its client's thread while there is traffic; read by the test between
 * kills.
 */
final class JournalledLogin {

    /** Whether the login has to work, must not work, or an unanswered request leaves both possible. */
    enum State {
        LIVE,
        ENDED,
        UNSURE
    }

    private final List<String> accessTokens = new ArrayList<>();
    private Pair current;
    private @Nullable String predecessor;
    private State state = State.LIVE;

    JournalledLogin(Pair first) {
        this.current = first;
        accessTokens.add(first.access());
    }

    void rotated(Pair successor) {
        predecessor = current.refresh();
        current = successor;
        accessTokens.add(successor.access());
    }

    void became(State news) {
        if (state != State.ENDED) {
            state = news;
        }
    }

    State state() {
        return state;
    }

    Pair current() {
        return current;
    }

    @Nullable String predecessor() {
        return predecessor;
    }

    /** Every access token that the client was ever given for the login. */
    List<String> accessTokens() {
        return accessTokens;
    }
}
