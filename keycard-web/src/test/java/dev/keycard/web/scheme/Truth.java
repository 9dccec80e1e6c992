package dev.keycard.web.scheme;

import dev.keycard.Stores;
import dev.keycard.id.UserId;
import dev.keycard.store.PageRequest;
import dev.keycard.user.User;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the stores say about credentials, read from their rows alone: now, and at each moment since an engine last caught up with
 * the change log. For one thread.
 */
final class Truth {

    private final Stores stores;
    private final Deque<Moment> moments = new ArrayDeque<>();

    /** What the stores held at a moment: the users, and which credentials had ended. */
    private record Moment(Map<UserId, User> users, Set<Presented> ended) {

        Optional<User> user(Presented credential) {
            return Optional.ofNullable(users.get(credential.user()));
        }

        boolean isActive(Presented credential) {
            return user(credential).filter(User::active).isPresent();
        }

        boolean isGood(Presented credential) {
            return isActive(credential) && !ended.contains(credential);
        }
    }

    Truth(Stores stores) {
        this.stores = stores;
        note(List.of());
    }

    /** Notes what the stores hold after an act. */
    void note(List<Presented> credentials) {
        Map<UserId, User> users = stores.users().list(PageRequest.first(100)).items().stream()
                .collect(Collectors.toMap(User::id, Function.identity()));
        Set<Presented> ended = new HashSet<>(credentials);
        ended.removeIf(this::isUnended);
        moments.addLast(new Moment(users, ended));
    }

    /** The engine caught up: what was before is no excuse any more. */
    void caughtUp() {
        while (moments.size() > 1) {
            moments.removeFirst();
        }
    }

    private boolean isUnended(Presented credential) {
        return credential.kind() == Presented.Kind.API_TOKEN
                ? stores.apiTokens()
                        .find(credential.row())
                        .filter(token -> token.endedAt() == null)
                        .isPresent()
                : stores.logins()
                        .find(credential.row())
                        .filter(login -> login.endedAt() == null)
                        .isPresent();
    }

    /** Whether a credential is good now, but for its expiry. */
    boolean isGood(Presented credential) {
        return moments.getLast().isGood(credential);
    }

    /** Whether it was good, now or since the engine caught up. */
    boolean wasGood(Presented credential) {
        return moments.stream().anyMatch(moment -> moment.isGood(credential));
    }

    /** Whether it was not. */
    boolean wasBad(Presented credential) {
        return moments.stream().anyMatch(moment -> !moment.isGood(credential));
    }

    /** Whether its user was inactive or absent. */
    boolean userWasInactive(Presented credential) {
        return moments.stream().anyMatch(moment -> !moment.isActive(credential));
    }

    /** Whether its user is that one now, in every field. */
    boolean isUser(Presented credential, User user) {
        return moments.getLast().user(credential).filter(user::equals).isPresent();
    }

    /** Whether its user was that one, in every field, now or since the engine caught up. */
    boolean wasUser(Presented credential, User user) {
        return moments.stream()
                .anyMatch(moment -> moment.user(credential).filter(user::equals).isPresent());
    }
}
