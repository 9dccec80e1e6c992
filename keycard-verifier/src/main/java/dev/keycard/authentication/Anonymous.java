package dev.keycard.authentication;

/** The principal of a request without credentials. */
public enum Anonymous implements Principal {
    ANONYMOUS
}
