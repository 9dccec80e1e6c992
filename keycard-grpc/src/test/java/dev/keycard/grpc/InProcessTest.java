package dev.keycard.grpc;

/** Within the process. */
class InProcessTest extends CallsContract {

    InProcessTest() {
        super(Transport.IN_PROCESS);
    }
}
