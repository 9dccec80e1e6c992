package dev.keycard.authentication;

/** Who a request comes from, according to its credentials. */
public sealed interface Principal permits Anonymous, AuthenticatedPrincipal {}
