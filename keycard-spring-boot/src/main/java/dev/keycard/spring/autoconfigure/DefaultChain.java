package dev.keycard.spring.autoconfigure;

/** Says that the chain of Keycard guards the application, because it has none of its own. */
record DefaultChain() {}
