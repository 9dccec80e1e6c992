/** An application with gRPC services. */
@NullMarked
package dev.keycard.spring.grpc;

import org.jspecify.annotations.NullMarked;
