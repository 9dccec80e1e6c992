package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Refusals;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionConfig;
import dev.keycard.permission.PermissionLanguage;
import dev.keycard.spring.rules.Guards;
import dev.keycard.spring.rules.PermitRules;
import org.springframework.beans.factory.BeanFactory;

/**
 * What guards the application's requests: with tokens of its own engine, or of another server.
 *
 * @param defaultPermission the rule for all that has none of its own
 * @param permissions the roles and tiers that rules may name
 */
@Internal
public record KeycardGuard(Gate gate, Refusals refusals, Permission defaultPermission, PermissionConfig permissions) {

    /** The rules of {@code @Permit}. */
    PermitRules rules(BeanFactory beans) {
        return new PermitRules(beans, new PermissionLanguage(permissions));
    }

    /** @param chainsDecide whether chains of the application decide about methods without a rule of their own */
    Guards guards(BeanFactory beans, boolean chainsDecide) {
        return new Guards(beans, rules(beans), defaultPermission, chainsDecide);
    }
}
