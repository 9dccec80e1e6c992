/**
 * Network addresses: {@link dev.keycard.address.ClientAddresses} finds the address of a client behind proxies, and
 * {@link dev.keycard.address.AddressKey} the keys by which addresses are counted. Immutable. See {@code docs/server.md}.
 */
@NullMarked
package dev.keycard.address;

import org.jspecify.annotations.NullMarked;
