package dev.keycard.authentication;

/** Who a request comes from, as far as its credentials tell. */
public sealed interface Principal permits Anonymous, AuthenticatedPrincipal {}
