package dev.keycard.message;

/** Says messages in one language. Thread-safe. */
@FunctionalInterface
public interface Translator {

    String say(Message message);
}
