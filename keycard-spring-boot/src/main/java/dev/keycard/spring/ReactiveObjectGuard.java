package dev.keycard.spring;

import dev.keycard.permission.Permission;
import reactor.core.publisher.Mono;

/**
 * Checks the object of a request in a reactive application, as {@link ObjectGuard} does elsewhere. The request is that of
 * Reactor's context, so the result must be part of what the handler method returns. A bean; thread-safe; never blocks.
 */
public interface ReactiveObjectGuard {

    /** The object, or an error that is answered as a refusal. By the rule of the handler method, which {@link Permit} sets. */
    <T> Mono<T> require(T object);

    /** The object that was found, or 404 if there is none: as if the user might not read it. */
    <T> Mono<T> require(Mono<T> found);

    /** By another rule. */
    <T> Mono<T> require(Permission rule, T object);
}
