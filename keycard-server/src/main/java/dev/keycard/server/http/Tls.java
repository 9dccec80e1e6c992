package dev.keycard.server.http;

import java.nio.file.Path;

/**
 * TLS from PEM files.
 *
 * @param certificate the server's certificate, followed by those that lead to its root
 * @param key the private key, unencrypted, in PKCS #8 form
 */
public record Tls(Path certificate, Path key) {}
