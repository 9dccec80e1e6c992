package dev.keycard.servlet;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Outcome;
import dev.keycard.gate.RefusalListener;
import dev.keycard.gate.Refusals;
import dev.keycard.gate.Throttle;
import dev.keycard.http.Request;
import dev.keycard.id.UserId;
import dev.keycard.user.User;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A scheme of an application: it remembers one header, and reads its store for each other one. */
final class Remembering implements Authenticator {

    private final AtomicInteger reads = new AtomicInteger();
    private final String remembered;

    Remembering(String remembered) {
        this.remembered = remembered;
    }

    /** A container whose servlet {@code notes} answers the id of the user. */
    Container serve(Container.Kind kind) throws Exception {
        Gate gate = new Gate(List.of(this), Throttle.unlimited(), RefusalListener.none());
        HttpServlet notes = new HttpServlet() {
            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().print(request.getRemoteUser());
            }
        };
        KeycardFilter filter =
                KeycardFilter.builder(gate, Refusals.of(List.of(this))).build();
        return kind.start("", filter, Map.of("notes", notes));
    }

    int reads() {
        return reads.get();
    }

    @Override
    public String scheme() {
        return "remembering";
    }

    @Override
    public Optional<Outcome> authenticateFromMemory(Request request) {
        return remembered.equals(request.header("Authorization")) ? Optional.of(ada()) : Optional.empty();
    }

    @Override
    public Outcome authenticate(Request request) {
        reads.incrementAndGet();
        return ada();
    }

    private static Outcome ada() {
        return new Outcome.Authenticated(
                new AuthenticatedPrincipal(User.named(new UserId("7"), "ada"), new Credential.Basic()));
    }

    @Override
    public boolean readsHeader() {
        return true;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.of("Bearer");
    }
}
