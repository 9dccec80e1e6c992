package dev.keycard.apitoken;

import dev.keycard.crypto.Secret;

/** A token that was just made, with its secret, which cannot be read later. */
public record NewApiToken(ApiToken token, Secret secret) {}
