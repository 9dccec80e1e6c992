package dev.keycard.permission;

import dev.keycard.http.Request;

/**
 * The decision of a rule, and whether a grant rests on an operand that counts as a ground. A grant of {@code and} has a ground
 * if either operand has one; a grant of {@code or} has the ground of the operand that grants, whichever comes first; a grant of
 * {@code not} has none, because it comes from what a rule refuses. Never more certain than the grant itself. Immutable.
 *
 * @param granted the decision
 * @param grounded the decision if only grants with a ground count
 */
record Grounds(Truth granted, Truth grounded) {

    /** Evaluates the operands of a composed rule. */
    interface Operands {

        /**
         * The decision of a rule that is not composed.
         *
         * @param negated whether an odd number of negations is around it
         */
        Grounds of(Permission rule, boolean negated, Request request);

        /** Whether the grant of a negation counts as a ground. */
        default boolean isGround(Not negation) {
            return false;
        }
    }

    /** Evaluates each operand once, except those after a denial in {@code and}. */
    static Grounds of(Permission rule, Request request, Operands operands) {
        return of(rule, request, operands, false);
    }

    private static Grounds of(Permission rule, Request request, Operands operands, boolean negated) {
        Permission deciding = rule.about(request);
        if (deciding instanceof Worded worded) {
            return of(worded.rule(), request, operands, negated);
        }
        if (deciding instanceof And and) {
            Grounds first = of(and.first(), request, operands, negated);
            return first.granted == Truth.NO ? first : first.and(of(and.second(), request, operands, negated));
        }
        if (deciding instanceof Or or) {
            return of(or.first(), request, operands, negated).or(of(or.second(), request, operands, negated));
        }
        return deciding instanceof Not not
                ? of(not.refused(), request, operands, !negated).not(operands.isGround(not))
                : operands.of(deciding, negated, request);
    }

    private Grounds and(Grounds other) {
        Truth both = granted.and(other.granted);
        return new Grounds(both, both.and(grounded.or(other.grounded)));
    }

    private Grounds or(Grounds other) {
        return new Grounds(granted.or(other.granted), grounded.or(other.grounded));
    }

    private Grounds not(boolean isGround) {
        return new Grounds(granted.not(), isGround ? granted.not() : Truth.NO);
    }
}
