package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
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

    static boolean isOn(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
