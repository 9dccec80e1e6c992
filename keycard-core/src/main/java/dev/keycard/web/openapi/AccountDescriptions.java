package dev.keycard.web.openapi;

import static dev.keycard.http.ErrorCode.NOT_FOUND;
import static dev.keycard.http.ErrorCode.REAUTHENTICATION_REQUIRED;

import java.util.Map;

/** One's own account. */
final class AccountDescriptions {

    private static final String ACCOUNT = "Account";

    private AccountDescriptions() {}

    static void addTo(Map<String, Description> all) {
        all.put("GET profile", Description.of(ACCOUNT, "Show who one is.").answers(200, "The profile.", "Profile"));
        all.put(
                "PATCH profile",
                Description.of(ACCOUNT, "Change one's own profile. What is left out stays as it is.")
                        .takes("ProfileChange")
                        .answers(
                                200,
                                "The profile as it is now. Where there is mail, another address waits for its confirmation.",
                                "Profile")
                        .refuses(REAUTHENTICATION_REQUIRED));
        all.put(
                "GET logins",
                Description.of(ACCOUNT, "List where one is signed in.").answers(200, "The logins.", "LoginPage"));
        all.put(
                "DELETE login",
                Description.of(ACCOUNT, "Sign out somewhere else.")
                        .done("That login is ended.")
                        .refuses(NOT_FOUND));
        all.put(
                "POST logout-all",
                Description.of(ACCOUNT, "Sign out everywhere, and end every API token unless keep_api_tokens is true.")
                        .mayTake("Ending")
                        .done("Every login is ended, with every access token issued before, and every API token."));
        all.put(
                "POST password-change",
                Description.of(ACCOUNT, "Change one's own password.")
                        .takesForm("PasswordChange")
                        .done("It is changed, and every other login ended; API tokens too if end_api_tokens is true."));
        all.put(
                "POST password-reset",
                Description.of(ACCOUNT, "Ask for a mail with which a new password can be set.")
                        .takes("MailAddress")
                        .answers(202, "If that address belongs to someone, a mail is on its way.", "Nothing"));
        all.put(
                "POST password-reset-confirm",
                Description.of(ACCOUNT, "Set a new password with what the mail brought.")
                        .takes("PasswordReset")
                        .done("It is set, and every login and API token ended."));
        all.put(
                "POST email-confirm",
                Description.of(ACCOUNT, "Make another mail address effective with what the mail to it brought.")
                        .takes("Confirmation")
                        .done("It is effective, and counts as confirmed."));
        all.put(
                "POST email-undo",
                Description.of(ACCOUNT, "Undo a change of the mail address with what the mail to the old one brought.")
                        .takes("Confirmation")
                        .done("The old address is in force, and every login and API token ended."));
        all.put(
                "POST register",
                Description.of(ACCOUNT, "Make an account, where that is open to everybody.")
                        .takes("Registration")
                        .answers(201, "It is made.", "Profile")
                        .answers(202, "A mail is on its way, with which it is made.", "Nothing"));
        all.put(
                "POST register-confirm",
                Description.of(ACCOUNT, "Make the account with what the mail brought.")
                        .takes("Confirmation")
                        .answers(201, "It is made.", "Profile"));
    }
}
