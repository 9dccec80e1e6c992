package dev.keycard.faults.journal;

import dev.keycard.faults.journal.Credential.Kind;

/**
 * What ends as one: a login with its tokens, a session, or an API token. Immutable.
 *
 * @param born the exchange that acknowledged it first
 */
record Group(String id, String owner, Kind kind, Exchange born) {

    /** The group of an issued credential. */
    static Group of(Credential credential, Exchange born) {
        Kind kind = credential.kind() == Kind.REFRESH ? Kind.ACCESS : credential.kind();
        return new Group(credential.group(), credential.owner(), kind, born);
    }
}
