/**
 * A service without a database that trusts the access tokens of a Keycard server:
 * {@link dev.keycard.example.verifier.OrdersApi}. Requests are answered on threads of the JDK's HTTP server. See
 * {@code docs/verifier.md}.
 */
@NullMarked
package dev.keycard.example.verifier;

import org.jspecify.annotations.NullMarked;
