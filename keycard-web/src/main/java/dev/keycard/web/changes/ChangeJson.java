package dev.keycard.web.changes;

import dev.keycard.http.Json;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeListener;
import dev.keycard.revocation.RecordedChange;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a change as JSON: its kind, the ids that it is about, and times. Never a name, an address or a secret. For one thread.
 */
final class ChangeJson implements ChangeListener {

    private final ObjectNode body;

    private ChangeJson(ObjectNode body) {
        this.body = body;
    }

    static ObjectNode of(RecordedChange recorded) {
        ObjectNode body = Json.object()
                .put("seq", recorded.sequence())
                .put("at", recorded.at().toString());
        new ChangeJson(body).onChange(recorded.change());
        return body;
    }

    @Override
    public void loginEnded(Change.LoginEnded change) {
        body.put("kind", "login_ended").put("login", change.login().text());
    }

    @Override
    public void loginsEnded(Change.LoginsEnded change) {
        body.put("kind", "logins_ended")
                .put("user", change.userId().text())
                .put("before", change.before().toString());
        if (change.spared() != null) {
            body.put("spared", change.spared().text());
        }
    }

    @Override
    public void userChanged(Change.UserChanged change) {
        body.put("kind", "user_changed").put("user", change.userId().text());
    }

    @Override
    public void apiTokenEnded(Change.ApiTokenEnded change) {
        body.put("kind", "api_token_ended").put("token", change.token().text());
    }

    @Override
    public void apiTokenChanged(Change.ApiTokenChanged change) {
        body.put("kind", "api_token_changed").put("token", change.token().text());
    }

    @Override
    public void keysChanged(Change.KeysChanged change) {
        body.put("kind", "keys_changed");
    }
}
