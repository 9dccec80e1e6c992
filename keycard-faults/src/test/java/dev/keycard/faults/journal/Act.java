package dev.keycard.faults.journal;

import org.jspecify.annotations.Nullable;

/** What a client asked of a node. Immutable. */
public sealed interface Act {

    /** The id of the user whom it is about. */
    String user();

    /** The credential that has to be accepted for it, if one is presented. */
    default @Nullable Credential presented() {
        return null;
    }

    /** Asks for a pair of tokens. */
    record SignIn(String user, String password) implements Act {}

    /** Asks for a session. */
    record OpenSession(String user, String password) implements Act {}

    /** Asks for an API token. */
    record MakeApiToken(Credential by) implements ByCredential {}

    /** Exchanges a refresh token. */
    record Refresh(Credential token) implements Act {
        @Override
        public String user() {
            return token.owner();
        }
    }

    /** Reads the profile. */
    record Use(Credential by) implements ByCredential {}

    /** Sets the first name. */
    record Rename(Credential by, String name) implements ByCredential {}

    /** Ends the login of a refresh token. */
    record EndLogin(Credential token) implements Act {
        @Override
        public String user() {
            return token.owner();
        }
    }

    /** Ends the session that asks; one that has ended is anonymous then, which is no mistake. */
    record EndSession(Credential session) implements Act {
        @Override
        public String user() {
            return session.owner();
        }
    }

    /** Ends an API token. */
    record EndApiToken(Credential by, Credential token) implements ByCredential {}

    /** Ends all logins, sessions and API tokens of the user. */
    record EndAll(Credential by) implements ByCredential {}

    /** Changes the password, which ends every other login and session. */
    record ChangePassword(Credential by, String from, String to) implements ByCredential {}

    /** Staff deactivate or reactivate the user. */
    record SetActive(String user, boolean active) implements Act {}

    /** An act that presents a credential. */
    sealed interface ByCredential extends Act {

        Credential by();

        @Override
        default Credential presented() {
            return by();
        }

        @Override
        default String user() {
            return by().owner();
        }
    }
}
