package dev.keycard.apitoken;

import dev.keycard.crypto.Secret;

/** A token that was just made, with its secret: the only time that it can be read. */
public record NewApiToken(ApiToken token, Secret secret) {}
