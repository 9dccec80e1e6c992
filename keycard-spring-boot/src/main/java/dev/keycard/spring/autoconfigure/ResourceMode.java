package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if another server issues the tokens: {@code keycard.issuer} names it, as one text or as a list. */
@Internal
public final class ResourceMode extends SpringBootCondition {

    static final String ISSUER = "keycard.issuer";

    /** Whether the property is set, also to nothing. */
    public static boolean isOn(Environment environment) {
        return environment.containsProperty(ISSUER)
                || Binder.get(environment)
                        .bind(ISSUER, Bindable.listOf(String.class))
                        .isBound();
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Keycard verifies tokens of another server");
        return isOn(context.getEnvironment())
                ? ConditionOutcome.match(message.found("property").items(ISSUER))
                : ConditionOutcome.noMatch(message.didNotFind("property").items(ISSUER));
    }
}
