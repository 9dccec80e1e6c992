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

    private final Supplier<UserDetailsService> service;
    private final Supplier<@Nullable UserDetailsPasswordService> passwords;
    private final UserDetailsMapping mapping;

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

    @Override
    public Optional<User> findByName(String name) {
        return load(name).map(this::user);
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
