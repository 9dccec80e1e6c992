package dev.keycard.servlet;

/** On Jetty. */
class JettyTest extends ContainerContract {

    JettyTest() {
        super(JettyContainer::start);
    }
}
