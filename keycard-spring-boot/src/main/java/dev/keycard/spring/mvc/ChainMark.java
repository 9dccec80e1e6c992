package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import jakarta.servlet.http.HttpServletRequest;

/** Marks requests that went through a security chain with Keycard's filter. Others have no user, and were checked by nothing. */
@Internal
public final class ChainMark {

    private static final String ATTRIBUTE = ChainMark.class.getName();

    private ChainMark() {}

    /** Marks the request. */
    public static void put(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, true);
    }

    /** Marks the request whose credential is limited, and which the chain may see as anonymous. */
    public static void put(HttpServletRequest request, AuthenticatedPrincipal limited) {
        request.setAttribute(ATTRIBUTE, limited);
    }

    /** The limited credential of the request; anonymous if it has none. */
    static Principal narrowed(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof AuthenticatedPrincipal limited
                ? limited
                : Anonymous.ANONYMOUS;
    }

    static boolean isOn(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
