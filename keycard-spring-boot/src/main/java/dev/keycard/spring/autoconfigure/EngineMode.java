package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches unless another server issues the tokens, which {@code keycard.issuer} names. */
@Internal
public final class EngineMode extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Keycard issues tokens itself");
        return ResourceMode.isOn(context.getEnvironment())
                ? ConditionOutcome.noMatch(message.found("property").items(ResourceMode.ISSUER))
                : ConditionOutcome.match(message.didNotFind("property").items(ResourceMode.ISSUER));
    }
}
