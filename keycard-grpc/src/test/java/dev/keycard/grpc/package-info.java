/** Tests of the interceptor with real servers, within the process and over sockets. */
@NullMarked
package dev.keycard.grpc;

import org.jspecify.annotations.NullMarked;
