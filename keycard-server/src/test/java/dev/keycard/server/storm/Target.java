package dev.keycard.server.storm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * How the server is reached. Attackers come from several addresses of this machine, and watchers from another: the whole network
 * 127.0.0.0/8 is local on Linux.
 *
 * @param trust null where the server speaks no TLS
 */
record Target(int port, @Nullable SSLContext trust) {

    private static final int PATIENCE_MILLIS = 20_000;

    boolean isSecure() {
        return trust != null;
    }

    /** A TCP connection from the address 127.0.0.{@code from}, without TLS. */
    Socket connect(int from) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) from}), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** A connection on which HTTP/1 is spoken. */
    Socket open(int from) throws IOException {
        Socket plain = connect(from);
        if (trust == null) {
            return plain;
        }
        try {
            SSLSocket secure = (SSLSocket) trust.getSocketFactory().createSocket(plain, "localhost", port, true);
            secure.startHandshake();
            return secure;
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }
}
