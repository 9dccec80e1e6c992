package dev.keycard.staff;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.password.HashingResult;
import dev.keycard.password.PasswordOwner;
import dev.keycard.password.Passwords;
import dev.keycard.store.PageRequest;
import dev.keycard.user.LastSuperuserException;
import dev.keycard.user.NameReservedException;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserFilter;
import dev.keycard.user.UserGuard;
import dev.keycard.user.UserMatches;
import dev.keycard.user.UserStore;
import dev.keycard.user.UsernameTakenException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates, changes, deletes and finds users, for staff and for operators. The rules for staff are checked in the transaction of
 * the act. The caller checks the recent proof of staff. Thread-safe; blocks for the store and for a place in the hashing pool.
 */
public final class UserAdministration {

    private final UserStore users;
    private final Passwords passwords;
    private final StaffRules rules;
    private final InstantSource clock;

    @Internal
    public UserAdministration(UserStore users, Passwords passwords, StaffRules rules, InstantSource clock) {
        this.clock = clock;
        this.users = users;
        this.passwords = passwords;
        this.rules = rules;
    }

    public Optional<User> find(UserId id) {
        return users.find(id);
    }

    /** The user who signs in with that name, however it is written. */
    public Optional<User> findByName(String name) {
        return users.findByName(name);
    }

    /** Users that match a filter, in the order of their ids. */
    public UserMatches search(UserFilter filter, PageRequest page) {
        return users.search(filter, page);
    }

    /**
     * Creates a user for the program that uses the engine.
     *
     * @param draft its hash is used only if no password is given
     * @param password the user's password; null if they have none yet
     */
    public UserResult create(NewUser draft, @Nullable String password) {
        return create(draft, password, new Actor.Operator(AuditContext.at(clock.instant())));
    }

    /**
     * Creates a user.
     *
     * @param draft its hash is used only if no password is given
     * @param password the user's password; null if they have none yet
     */
    public UserResult create(NewUser draft, @Nullable String password, Actor actor) {
        PasswordOwner owner = draft.profile().passwordOwner();
        return withHash(password, owner, actor, hash -> {
            NewUser user = hash == null ? draft : draft.withPasswordHash(hash);
            return new UserResult.Done(users.create(user, guard(actor, rules.owning()), actor.context()));
        });
    }

    /**
     * Creates a user even if the name is reserved; the former owner cannot get the name back.
     *
     * @param operator staff may not do this
     */
    public UserResult createWithReservedName(NewUser user, Actor.Operator operator) {
        return result(() -> new UserResult.Done(users.createWithReservedName(user, operator.context())));
    }

    /** Why the rules refuse an edit; empty if they allow it. {@link #edit} checks the rules again in its transaction. */
    public Optional<StaffRefusal> refusal(User user, UserEdit edit, boolean password, Actor actor) {
        if (!(actor instanceof Actor.Staff staff)) {
            return Optional.empty();
        }
        try {
            rules.editing(password).check(staff.user(), user, edit.applyTo(user));
            return Optional.empty();
        } catch (StaffRefusedException refused) {
            return Optional.of(refused.refusal());
        }
    }

    /**
     * Changes a user. Deactivating them, or giving them another password, ends their logins and API tokens.
     *
     * @param edit its hash is used only if no password is given
     * @param password the new password; null leaves it unchanged
     */
    public UserResult edit(UserId id, UserEdit edit, @Nullable String password, Actor actor) {
        Optional<User> found = users.find(id);
        if (found.isEmpty()) {
            return new UserResult.NotFound();
        }
        boolean setsPassword = password != null || edit.passwordHash() != null;
        Optional<StaffRefusal> refusal = refusal(found.get(), edit, setsPassword, actor);
        if (refusal.isPresent()) {
            return new UserResult.Refused(refusal.get());
        }
        PasswordOwner owner = edit.applyTo(found.get()).passwordOwner();
        return withHash(password, owner, actor, hash -> {
            UserEdit whole = hash == null ? edit : edit.withPasswordHash(hash);
            UserGuard guard = guard(actor, rules.editing(setsPassword));
            return found(users.edit(id, whole, guard, actor.context()));
        });
    }

    /** Deletes a user with all logins and API tokens. Their name stays reserved. */
    public UserResult delete(UserId id, Actor actor) {
        return result(() -> {
            Optional<User> found = users.find(id);
            boolean deleted = found.isPresent() && users.delete(id, guard(actor, rules.owning()), actor.context());
            return deleted ? found(found) : new UserResult.NotFound();
        });
    }

    private UserResult withHash(
            @Nullable String password, PasswordOwner owner, Actor actor, Function<@Nullable String, UserResult> act) {
        if (password == null) {
            return result(() -> act.apply(null));
        }
        HashingResult hashing = passwords.hashNew(password, owner, actor.hashingCaller());
        if (hashing instanceof HashingResult.Hashed hashed) {
            return result(() -> act.apply(hashed.hash()));
        }
        return hashing instanceof HashingResult.Busy busy
                ? new UserResult.Busy(busy.retryAfter())
                : new UserResult.Rejected(((HashingResult.Rejected) hashing).problems());
    }

    static UserGuard guard(Actor actor, UserGuard rule) {
        return actor instanceof Actor.Operator ? UserGuard.NONE : rule;
    }

    private static UserResult found(Optional<User> user) {
        return user.isPresent() ? new UserResult.Done(user.get()) : new UserResult.NotFound();
    }

    private static UserResult result(Supplier<UserResult> act) {
        try {
            return act.get();
        } catch (UsernameTakenException taken) {
            return new UserResult.NameTaken();
        } catch (NameReservedException reserved) {
            return new UserResult.NameReserved();
        } catch (LastSuperuserException last) {
            return new UserResult.LastSuperuser();
        } catch (StaffRefusedException refused) {
            return new UserResult.Refused(refused.refusal());
        }
    }
}
