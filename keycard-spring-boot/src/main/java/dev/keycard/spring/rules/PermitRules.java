package dev.keycard.spring.rules;

import dev.keycard.api.Internal;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionLanguage;
import dev.keycard.permission.Permissions;
import dev.keycard.spring.AllowAny;
import dev.keycard.spring.IsAdminUser;
import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.IsAuthenticatedOrReadOnly;
import dev.keycard.spring.Permit;
import dev.keycard.spring.Places;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;

/** Makes the rules that {@link Permit} names. Thread-safe. */
@Internal
public final class PermitRules {

    /** The rules of Keycard are these very constants, by which other parts know them. */
    private static final Map<Class<? extends Permission>, Permission> KNOWN = Map.of(
            AllowAny.class, Permissions.ALLOW_ANY,
            IsAuthenticated.class, Permissions.IS_AUTHENTICATED,
            IsAdminUser.class, Permissions.IS_ADMIN_USER,
            IsAuthenticatedOrReadOnly.class, Permissions.IS_AUTHENTICATED_OR_READ_ONLY);

    private final BeanFactory beans;
    private final PermissionLanguage language;

    public PermitRules(BeanFactory beans, PermissionLanguage language) {
        this.beans = beans;
        this.language = language;
    }

    /**
     * The rule of a method as a class has it, which may inherit the method, or the rule; empty if it has none.
     *
     * @throws IllegalStateException if a rule cannot be made; the message says where it stands
     */
    public Optional<Permission> of(Method method, Class<?> type) {
        return rule(
                Nearest.of(Places.ofMethod(method, type, Permit.class), Permit.class, method.getName() + " of " + type),
                method);
    }

    /**
     * The rule of a class, which may inherit it; empty if it has none.
     *
     * @throws IllegalStateException if a rule cannot be made; the message says where it stands
     */
    public Optional<Permission> of(Class<?> type) {
        return rule(Nearest.of(Places.ofType(type, Permit.class), Permit.class, type.toString()), type);
    }

    private Optional<Permission> rule(@Nullable Permit permit, AnnotatedElement element) {
        if (permit == null) {
            return Optional.empty();
        }
        Permission rule = permit.rule().isEmpty() ? null : parse(permit, element);
        for (Class<? extends Permission> type : permit.value()) {
            Permission further = instance(type, element);
            rule = rule == null ? further : rule.and(further);
        }
        if (rule == null) {
            throw new RuleMistake("@Permit on " + element + " names no rule: write AllowAny.class if everybody may");
        }
        return Optional.of(rule);
    }

    /** With a class beside it, the rule does not decide alone about anonymous requests. */
    private Permission parse(Permit permit, AnnotatedElement element) {
        try {
            return permit.value().length == 0 ? language.rule(permit.rule()) : language.parse(permit.rule());
        } catch (IllegalArgumentException malformed) {
            throw new RuleMistake("@Permit on " + element + ": " + malformed.getMessage(), malformed);
        }
    }

    private Permission instance(Class<? extends Permission> type, AnnotatedElement element) {
        Permission known = KNOWN.get(type);
        if (known != null) {
            return known;
        }
        try {
            Permission bean = beans.getBeanProvider(type).getIfAvailable();
            return bean == null ? BeanUtils.instantiateClass(type) : bean;
        } catch (BeansException failed) {
            throw new RuleMistake(
                    "@Permit on " + element + ": " + type.getName()
                            + " is neither one bean nor a class with a constructor without arguments",
                    failed);
        }
    }
}
