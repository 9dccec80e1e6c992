package dev.keycard.spring.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if the application names services that get the token of the caller. */
final class PropagationMode extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean named = Binder.get(context.getEnvironment())
                .bind("keycard.propagation", KeycardPropagationProperties.class)
                .map(properties -> !properties.isEmpty())
                .orElse(false);
        ConditionMessage.Builder message = ConditionMessage.forCondition("Keycard propagates tokens");
        return named
                ? ConditionOutcome.match(message.found("property").items("keycard.propagation"))
                : ConditionOutcome.noMatch(message.didNotFind("property").items("keycard.propagation"));
    }
}
