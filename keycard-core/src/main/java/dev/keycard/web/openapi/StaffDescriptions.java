package dev.keycard.web.openapi;

import static dev.keycard.http.ErrorCode.NAME_RESERVED;
import static dev.keycard.http.ErrorCode.NOT_FOUND;
import static dev.keycard.http.ErrorCode.REAUTHENTICATION_REQUIRED;

import java.util.Map;

/** What staff may do. */
final class StaffDescriptions {

    private static final String STAFF = "Staff";

    private StaffDescriptions() {}

    static void addTo(Map<String, Description> all) {
        users(all);
        credentials(all);
        keys(all);
        all.put(
                "GET admin-audit",
                Description.of(STAFF, "List what happened, the latest first.")
                        .asks("Limit", "Cursor", "OfUser", "Kind")
                        .answers(200, "A page of events.", "AuditPage"));
    }

    private static void users(Map<String, Description> all) {
        all.put(
                "GET admin-users",
                Description.of(STAFF, "List or search users. A page of a search may be short and still have a next.")
                        .asks("Limit", "Cursor", "Search", "Active")
                        .answers(200, "A page of users.", "UserPage"));
        all.put(
                "POST admin-users",
                Description.of(STAFF, "Create a user.")
                        .takes("NewUser")
                        .answers(201, "The user.", "StaffUser")
                        .refuses(NAME_RESERVED, REAUTHENTICATION_REQUIRED));
        all.put(
                "GET admin-user",
                Description.of(STAFF, "Show a user.")
                        .answers(200, "The user.", "StaffUser")
                        .refuses(NOT_FOUND));
        all.put(
                "PATCH admin-user",
                Description.of(
                                STAFF,
                                "Change a user. Deactivating them, or a new password, ends all their logins and"
                                        + " API tokens; the tokens survive a new password if keep_api_tokens is true.")
                        .takes("UserChange")
                        .answers(200, "The user as they are now.", "StaffUser")
                        .refuses(NOT_FOUND, NAME_RESERVED, REAUTHENTICATION_REQUIRED));
        all.put(
                "DELETE admin-user",
                Description.of(STAFF, "Delete a user with all logins and API tokens.")
                        .done("They are gone; their id is never given again.")
                        .refuses(NOT_FOUND));
        all.put(
                "POST admin-user-logout",
                Description.of(STAFF, "End all logins of a user.")
                        .done("They are ended, with every access token issued before.")
                        .refuses(NOT_FOUND));
    }

    private static void credentials(Map<String, Description> all) {
        all.put(
                "GET admin-logins",
                Description.of(STAFF, "List live logins, the latest first.")
                        .asks("Limit", "Cursor", "OfUser")
                        .answers(200, "A page of logins.", "StaffLoginPage"));
        all.put(
                "DELETE admin-login",
                Description.of(STAFF, "End a login.").done("It is ended.").refuses(NOT_FOUND));
        all.put(
                "GET admin-tokens",
                Description.of(STAFF, "List live API tokens, the latest first, without their secrets.")
                        .asks("Limit", "Cursor", "OfUser")
                        .answers(200, "A page of API tokens.", "StaffTokenPage"));
        all.put(
                "DELETE admin-token",
                Description.of(STAFF, "End an API token.").done("It is ended.").refuses(NOT_FOUND));
        all.put(
                "POST admin-user-revoke-tokens",
                Description.of(STAFF, "End all API tokens of a user.")
                        .done("They are ended.")
                        .refuses(NOT_FOUND));
    }

    private static void keys(Map<String, Description> all) {
        all.put(
                "GET admin-keys",
                Description.of(STAFF, "List the keys whose tokens are accepted. Superusers only.")
                        .answers(200, "The keys.", "SigningKeyPage"));
        all.put(
                "POST admin-keys",
                Description.of(STAFF, "Make the next signing key. Superusers only.")
                        .takes("KeyRotation")
                        .answers(201, "The key.", "SigningKey"));
        all.put(
                "DELETE admin-key",
                Description.of(STAFF, "Remove a leaked key. Superusers only.")
                        .done("Every token that it signed is refused.")
                        .refuses(NOT_FOUND));
    }
}
