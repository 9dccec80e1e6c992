package dev.keycard.message;

/** Says messages in one language. Thread-safe. */
@FunctionalInterface
public interface Voice {

    String say(Message message);
}
