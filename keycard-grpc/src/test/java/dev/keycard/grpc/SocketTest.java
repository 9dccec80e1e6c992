package dev.keycard.grpc;

/** Over HTTP/2 on loopback. */
class SocketTest extends CallsContract {

    SocketTest() {
        super(Transport.SOCKET);
    }
}
