package dev.keycard.authentication;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When and how a user proved who they are. It belongs to a login for its whole life: refreshing does not renew it. Immutable.
 *
 * @param time the moment of the proof, in whole milliseconds: {@code auth_time} of OpenID Connect
 * @param methods how it was proved, by the names of RFC 8176: {@code amr}; at least one
 */
public record Authentication(Instant time, SortedSet<String> methods) {

    /** A password, by its name in RFC 8176. */
    public static final String PASSWORD = "pwd";

    /** @throws IllegalArgumentException if there is no method */
    public Authentication {
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("an authentication has at least one method");
        }
        methods = Collections.unmodifiableSortedSet(new TreeSet<>(methods));
    }

    /** The user gave their password at that moment. */
    public static Authentication byPassword(Instant time) {
        return new Authentication(time, new TreeSet<>(Set.of(PASSWORD)));
    }
}
