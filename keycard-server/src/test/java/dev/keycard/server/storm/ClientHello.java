package dev.keycard.server.storm;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** The first message of a TLS handshake, as the platform writes it. */
final class ClientHello {

    private static final byte[] BYTES = make();

    private ClientHello() {}

    static byte[] bytes() {
        return BYTES.clone();
    }

    private static byte[] make() {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            byte[] bytes = new byte[hello.flip().remaining()];
            hello.get(bytes);
            return bytes;
        } catch (NoSuchAlgorithmException | SSLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
