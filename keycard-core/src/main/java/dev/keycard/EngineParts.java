package dev.keycard;

import dev.keycard.audit.AuthEvent;
import dev.keycard.key.SealingKey;
import dev.keycard.login.RevalidatingKeys;
import java.util.function.Consumer;

/**
 * What the layers around the engine need of its inside: the web API and the server. Not for applications, and not a part of the
 * API that is kept compatible.
 *
 * @param config what the engine was made with
 * @param observations receives what was observed about requests, for the audit
 * @param keys the keys of access tokens, read again when they may be outdated
 */
public record EngineParts(
        KeycardConfig config,
        Environment environment,
        SealingKey sealingKey,
        NodeCaches caches,
        Consumer<AuthEvent.Observation> observations,
        RevalidatingKeys keys) {}
