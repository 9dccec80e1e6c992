package dev.keycard.spring.users;

import dev.keycard.api.Internal;
import dev.keycard.id.UserId;
import dev.keycard.spring.UserDetailsMapping;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.user.User;
import dev.keycard.user.UserDirectory;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * The users of a {@link UserDetailsService}. Their roles are the authorities that begin with {@code ROLE_}. A stronger
 * hash is given to the {@link UserDetailsPasswordService}, if there is one. Thread-safe as the services are.
 */
@Internal
public final class UserDetailsDirectory implements UserDirectory {

    private static final String ROLE = "ROLE_";

    /** The ids of an application that has none of its own. */
    private static final UserDetailsMapping NAMES = new UserDetailsMapping() {};

    private final Supplier<UserDetailsService> service;
    private final Supplier<@Nullable UserDetailsPasswordService> passwords;
    private final UserDetailsMapping mapping;
    private final UserNotes notes = new UserNotes();

    public UserDetailsDirectory(
            Supplier<UserDetailsService> service,
            Supplier<@Nullable UserDetailsPasswordService> passwords,
            UserDetailsMapping mapping) {
        this.service = service;
        this.passwords = passwords;
        this.mapping = mapping;
    }

    @Override
    public Optional<User> find(UserId id) {
        return details(id).map(this::user);
    }

    /** Both names are looked up in any case, so that the time tells nothing about the name. */
    @Override
    public Optional<User> findByName(String name) {
        Optional<UserDetails> found = load(name);
        String other = NameForms.otherCase(name);
        Optional<UserDetails> otherwise = other.equals(name) ? Optional.empty() : load(other);
        return found.filter(this::hasId)
                .filter(user -> isUnambiguous(user, otherwise))
                .map(this::user);
    }

    private static boolean isName(UserId id, UserDetails user) {
        try {
            return NAMES.id(user).equals(id);
        } catch (IllegalArgumentException tooLong) {
            return false;
        }
    }

    /** A name that cannot be an id is that of no user. */
    private boolean hasId(UserDetails user) {
        try {
            mapping.id(user);
            return true;
        } catch (IllegalArgumentException noId) {
            notes.noId();
            return false;
        }
    }

    /**
     * With ids that are names, a service that returns the name as it was typed would give one user many ids: a suspended user
     * would sign in with another form of the name. Nobody can sign in with such a name.
     */
    private boolean isUnambiguous(UserDetails user, Optional<UserDetails> otherwise) {
        UserId id = mapping.id(user);
        if (!isName(id, user)) {
            return true;
        }
        boolean same =
                otherwise.filter(this::hasId).map(mapping::id).map(id::equals).orElse(true);
        if (!same || !NameForms.isTrimmed(user.getUsername())) {
            notes.ambiguous();
            return false;
        }
        notes.idIs(user.getUsername());
        return true;
    }

    @Override
    public Optional<String> passwordHash(UserId id) {
        return details(id).map(UserDetails::getPassword);
    }

    /** The service cannot compare and set: between the look and the change is a moment in which a new password could be lost. */
    @Override
    public boolean replaceHash(UserId id, String expected, String replacement) {
        UserDetailsPasswordService changing = passwords.get();
        Optional<UserDetails> user = details(id).filter(found -> expected.equals(found.getPassword()));
        if (changing == null || user.isEmpty()) {
            return false;
        }
        changing.updatePassword(user.get(), replacement);
        return true;
    }

    /** A name that now belongs to another id is not that of the user who is asked for. */
    private Optional<UserDetails> details(UserId id) {
        return mapping.name(id)
                .flatMap(this::load)
                .filter(found -> mapping.id(found).equals(id));
    }

    private Optional<UserDetails> load(String name) {
        try {
            return Optional.ofNullable(service.get().loadUserByUsername(name));
        } catch (AuthenticationServiceException unavailable) {
            throw new StoreUnavailableException("the UserDetailsService cannot answer", unavailable);
        } catch (AuthenticationException noUser) {
            return Optional.empty();
        }
    }

    private User user(UserDetails details) {
        UserId id = mapping.id(details);
        User known = User.named(id, details.getUsername())
                .withRoles("", roles(details.getAuthorities()))
                .withActive(isActive(details));
        User mapped = mapping.user(known, details);
        return mapped.withActive(mapped.active() && known.active()).withId(id);
    }

    /** As Spring Security refuses them after the password was right; Keycard also ends what was issued. */
    private static boolean isActive(UserDetails details) {
        return details.isEnabled()
                && details.isAccountNonLocked()
                && details.isAccountNonExpired()
                && details.isCredentialsNonExpired();
    }

    private static Set<String> roles(Collection<? extends GrantedAuthority> authorities) {
        return authorities.stream()
                .map(GrantedAuthority::getAuthority)
                .filter(name -> name != null && name.startsWith(ROLE) && name.length() > ROLE.length())
                .map(name -> name.substring(ROLE.length()))
                .collect(Collectors.toSet());
    }
}
