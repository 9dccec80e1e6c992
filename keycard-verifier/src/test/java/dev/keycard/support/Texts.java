package dev.keycard.support;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Inputs as an attacker writes them: near enough to the right form to get past the first check. */
public final class Texts {

    private Texts() {}

    /** Texts put together from the given pieces and from any characters at all. */
    public static Arbitrary<String> around(String... pieces) {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(pieces)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(3)),
                Tuple.of(1, Arbitraries.strings().ascii().ofMaxLength(8)));
        return piece.list().ofMaxSize(24).map(parts -> String.join("", parts));
    }

    /** The text with one character replaced, removed, doubled or added. */
    public static Arbitrary<String> mutationsOf(String text) {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, text.length() - 1);
        Arbitrary<Character> other = Arbitraries.oneOf(
                Arbitraries.chars().alpha(),
                Arbitraries.chars().numeric(),
                Arbitraries.of('-', '_', '.', '=', ' ', '\0'));
        Arbitrary<Integer> kind = Arbitraries.integers().between(0, 2);
        return Combinators.combine(place, other, kind)
                .as((at, character, how) -> mutated(text, at, character, how))
                .filter(mutated -> !mutated.equals(text));
    }

    private static String mutated(String text, int at, char character, int how) {
        String before = text.substring(0, at);
        return switch (how) {
            case 0 -> before + character + text.substring(at + 1);
            case 1 -> before + text.substring(at + 1);
            default -> before + character + text.substring(at);
        };
    }
}
