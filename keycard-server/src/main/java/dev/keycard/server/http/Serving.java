package dev.keycard.server.http;

import dev.keycard.http.Answers;
import io.vertx.core.Context;

/** The shared parts of all exchanges of one event loop. Confined to it, except the workers. */
record Serving(
        Context eventLoop, Answers answers, Workers workers, Limits limits, Deadlines deadlines, HttpDate date) {}
