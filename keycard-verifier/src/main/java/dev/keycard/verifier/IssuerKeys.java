package dev.keycard.verifier;

import dev.keycard.jwt.KeyRing;

/** The keys by which a verifier checks tokens. Thread-safe. */
interface IssuerKeys {

    /** What came of {@link #readAgain}. */
    enum Reading {
        /** The keys are as new as they can be at this moment. */
        DONE,
        /** Another thread is reading them. */
        BUSY
    }

    /** The keys as they were read last; none before the first reading. Never blocks. */
    KeyRing ring();

    /** Whether keys were read, and not too long ago. Never blocks. */
    boolean areKnown();

    /** Has another value after each change of the keys, and is never 0. */
    long epoch();

    /** Whether {@link #readAgain} would read now. Never blocks. */
    boolean mayReadAgain();

    /** Reads the keys again because a token names one that is not known; not more often than is allowed. Waits for the issuer. */
    Reading readAgain();

    /** Reads the keys if that is due. Called on a schedule. */
    void keepUp();

    /** Keys that never change. */
    static IssuerKeys fixed(KeyRing ring) {
        return new IssuerKeys() {
            @Override
            public KeyRing ring() {
                return ring;
            }

            @Override
            public boolean areKnown() {
                return true;
            }

            @Override
            public long epoch() {
                return 1;
            }

            @Override
            public boolean mayReadAgain() {
                return false;
            }

            @Override
            public Reading readAgain() {
                return Reading.DONE;
            }

            @Override
            public void keepUp() {}
        };
    }
}
