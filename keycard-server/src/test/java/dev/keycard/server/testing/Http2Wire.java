package dev.keycard.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** An HTTP/2 connection over TLS that sends exactly the frames it is told to, sensible or not. For one thread. */
public final class Http2Wire implements AutoCloseable {

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    private static final int PRIORITIZED = 0x20;

    public static final int ACK = 1;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;

    /** A frame that the server sent. */
    public static final class Frame {

        private final int type;
        private final int flags;
        private final int stream;
        private final byte[] payload;

        private Frame(int type, int flags, int stream, byte[] payload) {
            this.type = type;
            this.flags = flags;
            this.stream = stream;
            this.payload = payload;
        }

        public int stream() {
            return stream;
        }

        /** The error code of a RST_STREAM or GOAWAY. */
        public int error() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }

        /** The status of an answer. */
        public int status() {
            int priority = (flags & PRIORITIZED) == 0 ? 0 : 5;
            return HpackStatus.read(Arrays.copyOfRange(payload, priority, payload.length));
        }

        public boolean is(int frameType) {
            return type == frameType;
        }
    }

    private final SSLSocket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();

    private Http2Wire(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Shakes hands, and sends nothing of HTTP yet. */
    public static Http2Wire handshake(SSLContext trust, int port) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setSoTimeout(20_000);
        return handshake(trust, port, plain);
    }

    private static Http2Wire handshake(SSLContext trust, int port, Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(plain, "localhost", port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!socket.getApplicationProtocol().equals("h2")) {
            throw new IOException("the server does not speak HTTP/2");
        }
        return new Http2Wire(socket);
    }

    /** Shakes hands and greets, without acknowledging the server's settings. */
    public static Http2Wire connect(SSLContext trust, int port) throws IOException {
        return greet(handshake(trust, port));
    }

    /** The same over a connection that is open. */
    public static Http2Wire connect(SSLContext trust, int port, Socket plain) throws IOException {
        return greet(handshake(trust, port, plain));
    }

    private static Http2Wire greet(Http2Wire wire) {
        wire.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        wire.frame(SETTINGS, 0, 0);
        wire.flush();
        return wire;
    }

    public Http2Wire raw(byte[] bytes) {
        unsent.writeBytes(bytes);
        return this;
    }

    /** Adds a frame to what {@link #flush} sends. */
    public Http2Wire frame(int type, int flags, int stream, byte... payload) {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        return raw(frame.array());
    }

    /** A request; names and values in turn. */
    public Http2Wire request(int stream, int flags, String method, String path, String... headers) {
        return frame(HEADERS, flags, stream, headerBlock(method, path, headers));
    }

    /** A header block of literals that nobody remembers (RFC 7541 section 6.2.2). */
    public static byte[] headerBlock(String method, String path, String... headers) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":method", method);
        literal(block, ":scheme", "https");
        literal(block, ":path", path);
        literal(block, ":authority", "localhost");
        for (int i = 0; i < headers.length; i += 2) {
            literal(block, headers[i], headers[i + 1]);
        }
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) {
        int length = text.length();
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            int rest = length - 127;
            for (; rest >= 128; rest >>= 7) {
                block.write((rest & 0x7f) | 0x80);
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends what was added. Returns false if the server has closed. */
    public boolean flush() {
        try {
            unsent.writeTo(out);
            out.flush();
            return true;
        } catch (IOException closed) {
            return false;
        } finally {
            unsent.reset();
        }
    }

    /** The next frame. */
    public Frame read() throws IOException {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, flags, stream, payload);
    }

    /** The next frame of that type. */
    public Frame read(int type) throws IOException {
        Frame frame = read();
        while (!frame.is(type)) {
            frame = read();
        }
        return frame;
    }

    /** All frames until the server closes. */
    public List<Frame> untilClosed() throws IOException {
        List<Frame> frames = new ArrayList<>();
        try {
            while (true) {
                frames.add(read());
            }
        } catch (EOFException | SocketException | SSLException closed) {
            return frames;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
