package dev.keycard.faults.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What happened and what may have happened, as far as clients can know. Made once from a journal; then for one thread. */
final class History {

    final Chains chains = new Chains();
    final List<Violation> violations = new ArrayList<>();
    private final Map<String, Group> groups = new HashMap<>();
    private final Set<String> fromOtherClocks = new HashSet<>();
    private final Map<String, List<Ending>> endingsOfGroups = new HashMap<>();
    private final Map<String, List<Ending>> endingsOfUsers = new HashMap<>();
    private final Map<String, Register<String>> passwords = new HashMap<>();
    private final Map<String, Register<String>> names = new HashMap<>();
    private final Map<String, Register<Boolean>> active = new HashMap<>();

    History(Journal journal, Map<String, String> firstPasswords, Promise promise) {
        firstPasswords.forEach((user, password) -> {
            passwords.put(user, new Register<>(password));
            names.put(user, new Register<>(""));
            active.put(user, new Register<>(true));
        });
        List<Exchange> exchanges = journal.exchanges();
        exchanges.forEach(exchange -> learn(exchange, promise));
        exchanges.forEach(exchange -> learnReuse(exchange, promise));
    }

    private void learn(Exchange exchange, Promise promise) {
        for (Credential credential : exchange.answer().issued()) {
            groups.putIfAbsent(credential.group(), Group.of(credential, exchange));
            if (promise.clocksDiffer(exchange)) {
                fromOtherClocks.add(credential.group());
            }
        }
        Ending.of(exchange).ifPresent(this::add);
        Act act = exchange.act();
        if (act instanceof Act.Refresh refresh) {
            chains.add(exchange, refresh.token())
                    .ifPresent(other -> violations.add(new Violation(Rule.TWO_SUCCESSORS, List.of(exchange, other))));
        } else if (act instanceof Act.ChangePassword change) {
            password(change.user()).write(change.to(), exchange);
        } else if (act instanceof Act.SetActive set) {
            active(set.user()).write(set.active(), exchange);
        } else if (act instanceof Act.Rename rename) {
            name(rename.user()).write(rename.name(), exchange);
        }
    }

    /** A replaced token that comes back ends its login: on purpose, or because an unanswered request is handled late. */
    private void learnReuse(Exchange exchange, Promise promise) {
        if (exchange.act() instanceof Act.Refresh refresh && !exchange.answer().isSuccess()) {
            boolean replaced = chains.replacedBefore(exchange, refresh.token()).isPresent();
            if (replaced && exchange.answer().isRefusal()) {
                add(Ending.ofReuse(exchange, refresh.token(), !promise.clocksDiffer(exchange)));
            } else if (chains.mayComeTooLate(exchange, refresh.token())) {
                add(Ending.ofReuse(exchange, refresh.token(), false));
            }
        }
    }

    private void add(Ending ending) {
        Map<String, List<Ending>> endings = ending.only() == null ? endingsOfUsers : endingsOfGroups;
        String of = ending.only() == null ? ending.user() : ending.only();
        endings.computeIfAbsent(of, key -> new ArrayList<>()).add(ending);
    }

    Optional<Group> group(Credential credential) {
        return Optional.ofNullable(groups.get(credential.group()));
    }

    boolean issuedWhileClocksDiffered(Credential credential) {
        return fromOtherClocks.contains(credential.group());
    }

    /** What may have ended the group. */
    Stream<Ending> endings(Group group) {
        return Stream.concat(
                endingsOfGroups.getOrDefault(group.id(), List.of()).stream(),
                endingsOfUsers.getOrDefault(group.owner(), List.of()).stream());
    }

    Register<String> password(String user) {
        return known(passwords, user);
    }

    Register<String> name(String user) {
        return known(names, user);
    }

    Register<Boolean> active(String user) {
        return known(active, user);
    }

    private static <T> Register<T> known(Map<String, Register<T>> registers, String user) {
        Register<T> register = registers.get(user);
        if (register == null) {
            throw new IllegalArgumentException("the journal has an unknown user " + user);
        }
        return register;
    }
}
