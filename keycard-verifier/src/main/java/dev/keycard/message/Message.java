package dev.keycard.message;

import java.util.List;
import java.util.stream.Stream;

/** A message for people that is not translated yet. Immutable. */
public sealed interface Message {

    /**
     * A sentence of the catalogue.
     *
     * @param key its key in the catalogue
     * @param arguments its arguments, in order
     */
    record Catalogued(String key, List<String> arguments) implements Message {

        public Catalogued {
            arguments = List.copyOf(arguments);
        }
    }

    /** A message of an application, which is not translated. */
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
