package dev.keycard.gate;

import dev.keycard.http.Response.Header;
import java.util.List;

/**
 * Why a request is refused. Immutable.
 *
 * @param code the reason for programs, such as {@code not_authenticated}
 * @param detail the reason for people, in the client's language
 * @param headers what the answer has whatever its body is: challenges, {@code Retry-After}, what caches must know
 */
public record Refusal(int status, String code, String detail, List<Header> headers) {

    public Refusal {
        headers = List.copyOf(headers);
    }
}
