package dev.keycard.permission;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A composed rule together with what logic says of it, by a table that shares nothing with the code.
 *
 * @param onRequest what it answers while only the request is known: 1 yes, -1 no, 0 it depends
 * @param onText what it answers about a text
 */
record RuleTree(Permission rule, int onRequest, int onText) {

    /** Trees over rules about requests, about texts, and about things that are no texts. */
    static Arbitrary<RuleTree> any() {
        return upTo(4);
    }

    private static Arbitrary<RuleTree> upTo(int depth) {
        if (depth == 0) {
            return leaf();
        }
        Arbitrary<RuleTree> part = upTo(depth - 1);
        return Arbitraries.oneOf(
                leaf(),
                part.map(RuleTree::not),
                Combinators.combine(part, part).as(RuleTree::and),
                Combinators.combine(part, part).as(RuleTree::or));
    }

    RuleTree not() {
        return new RuleTree(rule.not(), -onRequest, -onText);
    }

    RuleTree and(RuleTree other) {
        return new RuleTree(rule.and(other.rule), Math.min(onRequest, other.onRequest), Math.min(onText, other.onText));
    }

    RuleTree or(RuleTree other) {
        return new RuleTree(rule.or(other.rule), Math.max(onRequest, other.onRequest), Math.max(onText, other.onText));
    }

    private static Arbitrary<RuleTree> leaf() {
        return Combinators.combine(Arbitraries.integers().between(0, 2), Arbitraries.of(true, false))
                .as(RuleTree::leaf);
    }

    private static RuleTree leaf(int kind, boolean answer) {
        int value = answer ? 1 : -1;
        return switch (kind) {
            case 0 -> new RuleTree((request, principal) -> answer, value, value);
            case 1 -> new RuleTree(Permission.ofObject(String.class, (request, principal, text) -> answer), 0, value);
            default -> new RuleTree(Permission.ofObject(Integer.class, (request, principal, number) -> answer), 0, 0);
        };
    }
}
