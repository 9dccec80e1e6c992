package dev.keycard.spring;

import dev.keycard.gate.Refusal;
import dev.keycard.http.Response.Header;
import java.net.URI;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request that Keycard refuses, for exception handlers of the application that answer refusals in their own form. Its {@code
 * ProblemDetail} has the code of the refusal as {@code code}. Whatever the handler answers, status and headers stay those of the
 * refusal.
 */
public final class RequestRefused extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private final String code;

    public RequestRefused(Refusal refusal) {
        super(HttpStatusCode.valueOf(refusal.status()), problem(refusal), null);
        this.code = refusal.code();
        for (Header header : refusal.headers()) {
            getHeaders().add(header.name(), header.value());
        }
    }

    private static ProblemDetail problem(Refusal refusal) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(refusal.status()), refusal.detail());
        problem.setType(URI.create("about:blank"));
        problem.setTitle(refusal.code().replace('_', ' '));
        problem.setProperty("code", refusal.code());
        return problem;
    }

    /** The reason for programs, such as {@code not_authenticated}. */
    public String code() {
        return code;
    }
}
