package dev.keycard.message;

import java.util.List;
import java.util.stream.Stream;

/** Something to say to a person, before it is known in which language. Immutable. */
public sealed interface Message {

    /**
     * A sentence of the catalogue.
     *
     * @param key its name there
     * @param arguments what stands in its places, in order
     */
    record Catalogued(String key, List<String> arguments) implements Message {

        public Catalogued {
            arguments = List.copyOf(arguments);
        }
    }

    /** A sentence that an application brought itself, said as it is. */
    record Literal(String sentence) implements Message {}

    /** A sentence of the catalogue. */
    static Message of(String key, Object... arguments) {
        return new Catalogued(key, Stream.of(arguments).map(String::valueOf).toList());
    }

    /** A sentence as it is. */
    static Message literally(String sentence) {
        return new Literal(sentence);
    }
}
