package dev.keycard.faults.journal;

/**
 * A credential that a node issued. Immutable.
 *
 * @param owner the id of the user for whom it was issued
 * @param group what ends as one: the id of a login, or that of an API token or session itself
 * @param id the {@code jti} of a JWT, which stays the same when it is minted again; a digest of other credentials
 * @param expires when it expires, on the clock of the journal
 * @param secret the credential itself, which is never printed
 */
public record Credential(Kind kind, String owner, String group, String id, long expires, String secret) {

    public enum Kind {
        ACCESS,
        REFRESH,
        API_TOKEN,
        SESSION
    }

    @Override
    public String toString() {
        return kind + " " + id + " of " + group;
    }
}
