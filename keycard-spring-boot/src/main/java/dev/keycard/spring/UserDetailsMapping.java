package dev.keycard.spring;

import dev.keycard.id.UserId;
import dev.keycard.user.User;
import java.util.Optional;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * How the users of a {@link UserDetailsService} become users of Keycard; an application that needs more than the defaults makes
 * it a bean. Thread-safe.
 *
 * <p>By default the id of a user is made of the name, so a name must not be given to another person before {@code
 * keycard.accounts().userDeleted(UserDetailsMapping.idOfName(name))} was called, and never again after that. An application that
 * has ids of its own overrides both {@link #id} and {@link #name}.
 */
public interface UserDetailsMapping {

    /**
     * The id that a user with this name has by default, also after the user was deleted: the name itself, or an encoded form of
     * one that cannot be an id.
     *
     * @throws IllegalArgumentException if the name is empty or too long, so that no user has it
     */
    static UserId idOfName(String name) {
        return NameIds.id(name);
    }

    /** The id of the user, which never changes. */
    default UserId id(UserDetails user) {
        return idOfName(user.getUsername());
    }

    /** The name of the user with that id; empty if there is none. */
    default Optional<String> name(UserId id) {
        return NameIds.name(id);
    }

    /**
     * The user as Keycard sees them.
     *
     * @param known with id, name and roles; inactive if the account is disabled, locked or expired
     * @return the same with more, such as a mail address, a tier, or the rights of staff
     */
    default User user(User known, UserDetails details) {
        return known;
    }
}
