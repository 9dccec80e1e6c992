package dev.keycard.servlet;

/** On Tomcat. */
class TomcatTest extends ContainerContract {

    TomcatTest() {
        super(TomcatContainer::start);
    }
}
