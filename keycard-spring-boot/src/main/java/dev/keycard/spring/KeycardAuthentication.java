package dev.keycard.spring;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A user whose credential Keycard has verified, for Spring Security. Its name is the id of the user. Immutable; shows no secret.
 *
 * <p>Its authorities are {@code ROLE_} and the name of each role, {@code TIER_} and the tier, {@code STAFF} and {@code SUPERUSER}
 * for those who are. A credential that is limited to scopes has {@code SCOPE_} and each scope, and nothing else.
 */
public final class KeycardAuthentication implements Authentication {

    private static final long serialVersionUID = 1L;

    private final transient AuthenticatedPrincipal principal;
    private final transient List<GrantedAuthority> authorities;
    private final transient @Nullable CallerToken caller;

    public KeycardAuthentication(AuthenticatedPrincipal principal) {
        this(principal, null);
    }

    /** @param caller its token, for calls to other services */
    KeycardAuthentication(AuthenticatedPrincipal principal, @Nullable CallerToken caller) {
        this.principal = principal;
        this.caller = caller;
        this.authorities = List.copyOf(authorities(principal));
    }

    private static List<GrantedAuthority> authorities(AuthenticatedPrincipal principal) {
        List<GrantedAuthority> granted = new ArrayList<>();
        Subject subject = principal.subject();
        if (principal.credential() instanceof Credential.ApiToken token && token.isLimited()) {
            token.scopes().forEach(scope -> granted.add(new SimpleGrantedAuthority("SCOPE_" + scope)));
            return granted;
        }
        subject.roles().forEach(role -> granted.add(new SimpleGrantedAuthority("ROLE_" + role)));
        if (!subject.tier().isEmpty()) {
            granted.add(new SimpleGrantedAuthority("TIER_" + subject.tier()));
        }
        if (subject.staff()) {
            granted.add(new SimpleGrantedAuthority("STAFF"));
        }
        if (subject.superuser()) {
            granted.add(new SimpleGrantedAuthority("SUPERUSER"));
        }
        return granted;
    }

    @Override
    public AuthenticatedPrincipal getPrincipal() {
        return principal;
    }

    @Override
    public String getName() {
        return isAuthenticated() ? principal.subject().id().toString() : "";
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return isAuthenticated() ? authorities : List.of();
    }

    @Nullable CallerToken caller() {
        return caller;
    }

    /** None: it was verified. */
    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public @Nullable Object getDetails() {
        return null;
    }

    /** False for one that was serialized, as in a session of the container: it was verified once, and has no rights any more. */
    @Override
    public boolean isAuthenticated() {
        return principal != null;
    }

    /** What is verified stays so: a change is another instance. */
    @Override
    public void setAuthenticated(boolean authenticated) {
        throw new IllegalArgumentException("the authentication cannot be changed");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeycardAuthentication that && Objects.equals(principal, that.principal);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(principal);
    }

    @Override
    public String toString() {
        return "KeycardAuthentication[" + getName() + "]";
    }
}
