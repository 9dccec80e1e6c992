package dev.keycard.faults.traffic;

import dev.keycard.faults.journal.Credential;
import dev.keycard.faults.journal.Credential.Kind;
import dev.keycard.faults.traffic.Wire.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the credentials in answers. Stateless. */
final class Issued {

    private static final long SECOND = 1_000_000_000;

    private Issued() {}

    /** The tokens of a pair, as far as they are there; their claims are read without checking them. */
    static List<Credential> pair(Reply reply, long now) {
        List<Credential> issued = new ArrayList<>();
        add(issued, Kind.ACCESS, reply.text("access"), now);
        add(issued, Kind.REFRESH, reply.text("refresh"), now);
        return issued;
    }

    private static void add(List<Credential> issued, Kind kind, @Nullable String token, long now) {
        if (token == null) {
            return;
        }
        int first = token.indexOf('.');
        byte[] claims = Base64.getUrlDecoder().decode(token.substring(first + 1, token.indexOf('.', first + 1)));
        JsonNode json = Wire.JSON.readTree(new String(claims, StandardCharsets.UTF_8));
        long lifetime = json.get("exp").asLong() - json.get("iat").asLong();
        issued.add(new Credential(
                kind,
                json.get("user_id").asString(),
                json.get("sid").asString(),
                json.get("jti").asString(),
                now + lifetime * SECOND,
                token));
    }

    /** An API token: its id is its group. */
    static Credential apiToken(String owner, String id, String token) {
        return new Credential(Kind.API_TOKEN, owner, id, digest(token), Long.MAX_VALUE, token);
    }

    /** A session, whose secret is its cookie and its CSRF token. */
    static Credential session(String owner, String cookie, String csrf) {
        String digest = digest(cookie);
        return new Credential(Kind.SESSION, owner, digest, digest, Long.MAX_VALUE, cookie + " " + csrf);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
