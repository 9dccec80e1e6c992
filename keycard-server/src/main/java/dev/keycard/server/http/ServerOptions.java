package dev.keycard.server.http;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The options of the Vert.x server. */
record ServerOptions(String host, int port, @Nullable Tls tls, Limits limits) {

    private static final int RESET_SECONDS = 30;

    /** Where to listen; with port 0, all event loops use the same free port. */
    SocketAddress address() {
        return port == 0 ? SocketAddress.sharedRandomPort(1, host) : SocketAddress.inetSocketAddress(port, host);
    }

    HttpServerOptions toVertx() {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(limits.request().line())
                .setMaxHeaderSize(limits.request().headers())
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(false)
                .setTcpNoDelay(true)
                .setInitialSettings(new Http2Settings()
                        .setMaxHeaderListSize(limits.request().headers())
                        .setMaxConcurrentStreams(limits.http2().streams()))
                .setHttp2RstFloodMaxRstFramePerWindow(limits.http2().resets())
                .setHttp2RstFloodWindowDuration(RESET_SECONDS);
        return tls == null ? options : withTls(options, tls);
    }

    private HttpServerOptions withTls(HttpServerOptions options, Tls files) {
        return options.setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(Set.of("TLSv1.3", "TLSv1.2")))
                .setSslHandshakeTimeout(limits.times().handshake().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                // Signatures and key exchange cost a thousand times as much as a request: no event loop may wait for
                // them.
                .setSslEngineOptions(new JdkSSLEngineOptions().setUseWorkerThread(true))
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(files.certificate().toString())
                        .setKeyPath(files.key().toString()));
    }
}
