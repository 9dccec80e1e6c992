/**
 * Keycard in the gRPC server of Spring Boot: {@link dev.keycard.spring.grpc.GrpcRules} reads {@code @Permit} on services.
 * Thread-safe. See {@code docs/grpc.md}.
 */
@NullMarked
package dev.keycard.spring.grpc;

import org.jspecify.annotations.NullMarked;
