/** The authenticators over a real engine whose stores are in memory, without sockets. */
@org.jspecify.annotations.NullMarked
package dev.keycard.web.scheme;
