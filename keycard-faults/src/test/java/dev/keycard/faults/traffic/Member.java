package dev.keycard.faults.traffic;

/**
 * A user with a first password. Immutable.
 *
 * @param id the id that the node gave
 * @param name the sign-in name
 */
public record Member(String id, String name, String password) {}
