/**
 * Keycard in a gRPC server: {@link dev.keycard.grpc.KeycardInterceptor} checks each call, and {@link
 * dev.keycard.grpc.KeycardGrpc} tells the services who calls. Thread-safe; runs on the threads of the server, which it never
 * blocks. See {@code docs/grpc.md}.
 */
@NullMarked
package dev.keycard.grpc;

import org.jspecify.annotations.NullMarked;
