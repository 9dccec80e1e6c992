package dev.keycard.authentication;

/** Nobody in particular: the request carried no credentials. */
public enum Anonymous implements Principal {
    ANONYMOUS
}
