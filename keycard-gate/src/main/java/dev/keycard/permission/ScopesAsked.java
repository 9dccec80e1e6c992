package dev.keycard.permission;

import java.util.Optional;

/** Finds the scope that a rule, which is not composed, requires of a limited credential. */
final class ScopesAsked {

    private ScopesAsked() {}

    static Optional<String> by(Permission rule) {
        if (rule instanceof HasScope has) {
            return Optional.of(has.scope());
        }
        if (rule instanceof HoldsScope holds) {
            return Optional.of(holds.scope());
        }
        return rule == Permissions.IS_ADMIN_USER ? Optional.of(Permissions.ADMIN_SCOPE) : Optional.empty();
    }
}
