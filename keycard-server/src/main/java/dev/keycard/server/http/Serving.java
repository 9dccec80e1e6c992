package dev.keycard.server.http;

import io.vertx.core.Context;

/** What all exchanges of one event loop have in common. Confined to it, but for the workers. */
record Serving(
        Context eventLoop, Answers answers, Workers workers, Limits limits, Deadlines deadlines, HttpDate date) {}
