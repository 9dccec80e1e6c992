package dev.keycard.openapi;

import java.util.Map;

/** What staff may do. */
final class StaffDescriptions {

    private static final String STAFF = "Staff";

    private StaffDescriptions() {}

    static void addTo(Map<String, Description> all) {
        all.put(
                "GET admin-users",
                Description.of(STAFF, "List users.")
                        .asks("Limit", "Cursor")
                        .answers(200, "A page of users.", "UserPage"));
    }
}
