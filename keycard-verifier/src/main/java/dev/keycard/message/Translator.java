package dev.keycard.message;

/** Translates messages into one language. Thread-safe. */
@FunctionalInterface
public interface Translator {

    String say(Message message);
}
