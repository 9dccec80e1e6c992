package dev.keycard.webflux;

/** On Reactor Netty. */
class NettyTest extends ServersContract {

    NettyTest() {
        super(RunningServer::netty);
    }
}
