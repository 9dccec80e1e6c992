package dev.keycard.verifier;

import dev.keycard.jwt.KeyRing;

/** The keys by which a verifier checks tokens. Thread-safe. */
interface IssuerKeys {

    /** The outcome of {@link #readAgain}. */
    enum Reading {
        /** The keys are current. */
        DONE,
        /** Another thread is reading them. */
        BUSY
    }

    /** The keys as they were read last; none before the first reading. Never blocks. */
    KeyRing ring();

    /** Whether keys were read, and not too long ago. Never blocks. */
    boolean areKnown();

    /** A number that differs after each change of the keys, and is never 0. */
    long epoch();

    /** Whether {@link #readAgain} would read keys now. Never blocks. */
    boolean mayReadAgain();

    /** Reads the keys again because a token names an unknown one; not more often than configured. Blocks for the issuer. */
    Reading readAgain();

    /** Reads the keys if the interval has passed. Called on a schedule. */
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
