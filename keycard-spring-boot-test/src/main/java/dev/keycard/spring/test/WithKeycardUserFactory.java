package dev.keycard.spring.test;

import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/** Makes the user of {@link WithKeycardUser}. */
final class WithKeycardUserFactory implements WithSecurityContextFactory<WithKeycardUser> {

    private final ApplicationContext context;

    WithKeycardUserFactory(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public SecurityContext createSecurityContext(WithKeycardUser with) {
        String name = with.username().isEmpty() ? with.value() : with.username();
        TestUser user = TestUser.named(name)
                .withId(with.id())
                .withEmail(with.email())
                .withRoles(Set.of(with.roles()))
                .withTier(with.tier())
                .withScopes(Set.of(with.scopes()))
                .withRights(with.staff(), with.superuser());
        SecurityContext security = SecurityContextHolder.createEmptyContext();
        security.setAuthentication(user.authentication(context));
        return security;
    }
}
