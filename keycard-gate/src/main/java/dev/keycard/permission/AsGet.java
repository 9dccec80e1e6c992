package dev.keycard.permission;

import dev.keycard.http.Request;
import dev.keycard.http.RequestView;

/** A view of a request as a safe one. */
final class AsGet extends RequestView {

    private static final byte[] NOTHING = {};

    AsGet(Request request) {
        super(request);
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public boolean asksForUpgrade() {
        return false;
    }

    @Override
    public byte[] body() {
        return NOTHING;
    }
}
