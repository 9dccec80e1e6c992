package dev.keycard.server.http;

import java.io.Serial;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/** The server cannot listen. The message is one sentence for the operator. */
public final class ListenException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ListenException(String host, int port, @Nullable Tls tls, @Nullable Throwable cause) {
        super(sentence(host, port, tls, cause), cause);
    }

    private static String sentence(String host, int port, @Nullable Tls tls, @Nullable Throwable cause) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return "server.host: " + host + " is no address of this machine; try 127.0.0.1, or 0.0.0.0 for all";
        }
        if (cause instanceof BindException || String.valueOf(cause).contains("bind(..) failed")) {
            return bindSentence(host, port, String.valueOf(cause));
        }
        if (tls != null) {
            return "server.tls.certificate (" + tls.certificate() + ") and server.tls.key (" + tls.key()
                    + ") cannot be used: they must be PEM files of a certificate and of its private key in PKCS #8 form";
        }
        return "server.host and server.port: cannot listen on " + host + " port " + port;
    }

    private static String bindSentence(String host, int port, String reason) {
        if (reason.contains("in use")) {
            return "server.port: port " + port + " is in use by another program; stop it or choose another with --port";
        }
        if (reason.contains("ermission")) {
            return "server.port: this user may not listen on port " + port + "; choose one above 1023 with --port";
        }
        return "server.host: cannot listen on " + host + "; it must be an address of this machine";
    }
}
