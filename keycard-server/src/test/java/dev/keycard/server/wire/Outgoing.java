package dev.keycard.server.wire;

import dev.keycard.http.Json;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** A request that is being put together. Used by one thread. */
final class Outgoing {

    private final WireClient client;
    private final String method;
    private final String path;
    private final HttpRequest.Builder builder = HttpRequest.newBuilder();
    private byte[] body = {};

    Outgoing(WireClient client, String method, String path) {
        this.client = client;
        this.method = method;
        this.path = path;
    }

    Outgoing header(String name, String value) {
        builder.header(name, value);
        return this;
    }

    Outgoing authorization(String value) {
        return header("Authorization", value);
    }

    Outgoing bearer(String token) {
        return authorization("Bearer " + token);
    }

    /** A JSON object of texts: names and values in turn. */
    Outgoing json(String... namesAndValues) {
        ObjectNode object = Json.object();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return body("application/json", Json.write(object));
    }

    /** JSON as it is written here. */
    Outgoing jsonText(String json) {
        return body("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** The fields of an HTML form: names and values in turn. */
    Outgoing form(String... namesAndValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(encoded(namesAndValues[i]))
                    .append('=')
                    .append(encoded(namesAndValues[i + 1]));
        }
        return body("application/x-www-form-urlencoded", form.toString().getBytes(StandardCharsets.US_ASCII));
    }

    Outgoing body(String contentType, byte[] bytes) {
        body = bytes;
        return header("Content-Type", contentType);
    }

    Outgoing bodyWithoutType(byte[] bytes) {
        body = bytes;
        return this;
    }

    Reply send() {
        builder.method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        return client.send(builder, path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
