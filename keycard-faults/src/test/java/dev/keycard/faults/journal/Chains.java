package dev.keycard.faults.journal;

import dev.keycard.faults.journal.Credential.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The chains of refresh tokens: which token was exchanged for which. For one thread. */
final class Chains {

    /** Which exchange answered with the successor of a token first. */
    private final Map<String, Exchange> successors = new HashMap<>();

    /** All attempts to exchange a token, in the order of their starts. */
    private final Map<String, List<Exchange>> attempts = new HashMap<>();

    /** Adds an exchange of a refresh token. Answers the exchange with another successor for the same token, if there is one. */
    Optional<Exchange> add(Exchange exchange, Credential token) {
        attempts.computeIfAbsent(token.id(), id -> new ArrayList<>()).add(exchange);
        String successor = successor(exchange);
        if (successor == null) {
            return Optional.empty();
        }
        Exchange first = successors.putIfAbsent(token.id(), exchange);
        return Optional.ofNullable(first).filter(other -> !Objects.equals(successor(other), successor));
    }

    /** The exchange that acknowledged the successor's own successor before the given exchange began. */
    Optional<Exchange> replacedBefore(Exchange exchange, Credential token) {
        return attemptsOfSuccessor(token).stream()
                .filter(next -> next.answer().isSuccess() && next.end() < exchange.start())
                .findFirst();
    }

    /** Whether the exchange may have reached the database after the token's successor had been exchanged. */
    boolean mayComeTooLate(Exchange exchange, Credential token) {
        return attemptsOfSuccessor(token).stream()
                .anyMatch(next -> next.mayHappen() && next.start() <= exchange.until());
    }

    private List<Exchange> attemptsOfSuccessor(Credential token) {
        Exchange first = successors.get(token.id());
        String successor = first == null ? null : successor(first);
        return successor == null ? List.of() : attempts.getOrDefault(successor, List.of());
    }

    private static @Nullable String successor(Exchange exchange) {
        return exchange.answer().issued(Kind.REFRESH).map(Credential::id).orElse(null);
    }
}
