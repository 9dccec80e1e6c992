package dev.keycard;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuthEvent;
import dev.keycard.key.SealingKey;
import dev.keycard.login.RevalidatingKeys;
import java.util.function.Consumer;

/**
 * The parts of an engine that the web API and the server need. Not for applications.
 *
 * @param config the configuration of the engine
 * @param observations receives observations about requests, for the audit
 * @param keys the keys of access tokens, read again when they may be outdated
 */
@Internal
public record EngineParts(
        KeycardConfig config,
        Environment environment,
        SealingKey sealingKey,
        NodeCaches caches,
        Consumer<AuthEvent.Observation> observations,
        RevalidatingKeys keys) {}
