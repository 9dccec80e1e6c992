package dev.keycard.example.verifier;

import dev.keycard.verifier.RemoteVerifier;
import dev.keycard.verifier.Verifier;
import java.io.IOException;

/**
 * Starts the API on port 8080. It trusts the Keycard servers in {@code KEYCARD_SERVERS}, separated by commas, and follows their
 * revocations with the API token in {@code KEYCARD_TOKEN}, which has the scope {@code changes}.
 */
public final class Main {

    private static final int PORT = 8080;

    private Main() {}

    public static void main(String[] args) throws IOException {
        String[] servers = System.getenv()
                .getOrDefault("KEYCARD_SERVERS", "http://127.0.0.1:8000")
                .split(",");
        String token = System.getenv().getOrDefault("KEYCARD_TOKEN", "");
        Verifier verifier = RemoteVerifier.of(() -> token, servers).start();
        OrdersApi api = new OrdersApi(verifier, PORT);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            api.close();
            verifier.close();
        }));
        System.out.println(
                "http://127.0.0.1:" + api.port() + "/orders" + (verifier.isReady() ? "" : ", not ready yet"));
    }
}
