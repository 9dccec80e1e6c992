package dev.keycard.staff;

import dev.keycard.api.Internal;
import dev.keycard.key.KeyEntry;
import dev.keycard.key.KeyRemoval;
import dev.keycard.key.Keys;
import dev.keycard.key.SigningKeyException;
import dev.keycard.key.StoredKey;
import dev.keycard.user.UserLookup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lists, rotates and removes signing keys, for superusers among the staff and for operators. The rights of staff are read from
 * the store and not from memory, which may be outdated for a moment after another node has changed them. Thread-safe; blocks
 * for the store.
 */
public final class KeyAdministration {

    /** The result of an act. */
    public sealed interface Result {

        /** A new key was made. */
        record Rotated(StoredKey key) implements Result {}

        /** The key was removed: tokens that it signed are refused. */
        record Removed(KeyRemoval removal) implements Result {}

        /** There is no such key. */
        record NotFound() implements Result {}

        /** The key is configured, so it cannot be rotated or removed here. */
        record Configured() implements Result {}

        /** The member of staff is no superuser. */
        record Refused() implements Result {}
    }

    private final Keys keys;
    private final UserLookup users;

    @Internal
    public KeyAdministration(Keys keys, UserLookup users) {
        this.keys = keys;
        this.users = users;
    }

    /** The keys whose tokens are accepted; empty if the actor may not see them. */
    public Optional<List<KeyEntry>> list(Actor actor) {
        return isPermitted(actor) ? Optional.of(keys.list()) : Optional.empty();
    }

    /**
     * Makes the next signing key.
     *
     * @param publishFor how long the key is published before it signs
     */
    public Result rotate(Duration publishFor, Actor actor) {
        return permitted(actor, () -> new Result.Rotated(keys.rotate(publishFor, actor.context())));
    }

    /** Removes a key that leaked. */
    public Result remove(String kid, Actor actor) {
        return permitted(
                actor,
                () -> keys.remove(kid, actor.context())
                        .<Result>map(Result.Removed::new)
                        .orElseGet(Result.NotFound::new));
    }

    /** Whether the actor is an operator or, at this moment, a superuser. */
    public boolean isPermitted(Actor actor) {
        return !(actor instanceof Actor.Staff staff)
                || users.find(staff.user().id())
                        .filter(user -> user.active() && user.staff() && user.superuser())
                        .isPresent();
    }

    private Result permitted(Actor actor, Supplier<Result> act) {
        if (!isPermitted(actor)) {
            return new Result.Refused();
        }
        try {
            return act.get();
        } catch (SigningKeyException configured) {
            return new Result.Configured();
        }
    }
}
