package dev.keycard.web.tokencookie;

import dev.keycard.api.Internal;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tokens in bodies. Browsers do not send these by themselves, so no protection from other sites is needed. */
@Internal
public enum BodyTransport implements TokenTransport {
    BODY;

    /** The name of the field that holds the refresh token. */
    public static final String REFRESH = "refresh";

    @Override
    public boolean usesCookies() {
        return false;
    }

    @Override
    public void admitSignIn(Request request) {}

    @Override
    public TokenTransport of(Request request) {
        return this;
    }

    @Override
    public String refreshToken(Request request) {
        Fields fields = Bodies.jsonOrForm(request);
        String text = fields.required(REFRESH);
        fields.check();
        return text;
    }

    @Override
    public void check(Request request, TimeId login) {}

    @Override
    public Response handOver(Request request, TimeId login, String access, @Nullable String refresh) {
        ObjectNode body = Json.object().put("access", access);
        return Response.json(200, refresh == null ? body : body.put(REFRESH, refresh));
    }
}
