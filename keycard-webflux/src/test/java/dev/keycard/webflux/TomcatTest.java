package dev.keycard.webflux;

/** On Tomcat. */
class TomcatTest extends ServersContract {

    TomcatTest() {
        super(RunningServer::tomcat);
    }
}
