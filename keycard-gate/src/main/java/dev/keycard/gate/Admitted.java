package dev.keycard.gate;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Response.Header;
import java.util.List;

/**
 * The result of the {@link Gate} for a request that it admits. Immutable.
 *
 * @param principal the principal of the request; anonymous if the rule admits everybody and asked for no scope of a limited
 *     credential
 * @param counted header lines with the state of the rates that the request was counted against; none if there are no rates
 */
public record Admitted(Principal principal, List<Header> counted) {

    /** A request that is neither authenticated nor counted. */
    static final Admitted FREE = new Admitted(Anonymous.ANONYMOUS, List.of());
}
