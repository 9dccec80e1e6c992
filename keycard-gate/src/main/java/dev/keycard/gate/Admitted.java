package dev.keycard.gate;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Response.Header;
import java.util.List;

/**
 * What the {@link Gate} says of a request that it lets through. Immutable.
 *
 * @param principal as whom it passes: nobody if the rule would admit anyone and asked for no scope of a limited credential
 * @param counted header lines that tell how the limits stand which the request was charged to; none if there are no limits
 */
public record Admitted(Principal principal, List<Header> counted) {

    /** A request that is neither looked at nor counted. */
    static final Admitted FREE = new Admitted(Anonymous.ANONYMOUS, List.of());
}
