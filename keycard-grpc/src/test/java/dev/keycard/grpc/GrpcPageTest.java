package dev.keycard.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.gate.BearerAuthenticator;
import dev.keycard.gate.Gate;
import dev.keycard.gate.RefusalListener;
import dev.keycard.gate.Refusals;
import dev.keycard.gate.Throttle;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.verifier.Verifier;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/grpc.md} compiles: it stands here word for word. */
class GrpcPageTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final Permission OWNED = Permission.ofObject(
            Order.class,
            (request, principal, object) -> principal instanceof AuthenticatedPrincipal signedIn
                    && object.owner().equals(signedIn.subject().id().toString()));

    record Order(String owner) {}

    @Test
    void codeOfThePage_standsHere() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "grpc.md"));
        String here = Files.readString(Path.of("src/test/java/dev/keycard/grpc/GrpcPageTest.java"));
        List<String> blocks = BLOCK.matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(2).allSatisfy(block -> assertThat(here).contains(block));
    }

    interface Orders {
        Order find(String id);
    }

    static Server start(
            Verifier verifier,
            ExecutorService threads,
            ServerBuilder<?> builder,
            BindableService health,
            BindableService orders)
            throws IOException {
        BearerAuthenticator bearer = new BearerAuthenticator(verifier);
        Gate gate = new Gate(List.of(bearer), Throttle.unlimited(), RefusalListener.none());
        KeycardInterceptor keycard = KeycardInterceptor.builder(gate, Refusals.of(List.of(bearer)), threads)
                .permission("grpc.health.v1.Health", Permissions.ALLOW_ANY)
                .permission("orders.Orders/Cancel", Permissions.IS_ADMIN_USER)
                .build();
        Server server = builder.executor(threads)
                .intercept(keycard)
                .addService(health)
                .addService(orders)
                .build();
        keycard.checkAgainst(server.getServices());
        server.start();
        return server;
    }

    static String owned(Orders orders, String id) {
        if (!id.isEmpty()) {
            Order order = KeycardGrpc.require(OWNED, orders.find(id));
            return order.owner();
        }
        return "";
    }
}
