package dev.keycard.node.doctor;

import dev.keycard.sql.SecurityReport;
import java.util.List;
import java.util.function.Function;

/** Checks of users, rights, password hashes and API tokens. */
final class AccountChecks {

    private static final long MANY_SUPERUSERS = 5;

    private AccountChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "accounts.first-admin",
                        "whether the password of the first start is still in use",
                        asked(AccountChecks::firstAdmin)),
                new Check("accounts.superusers", "how many superusers there are", asked(AccountChecks::superusers)),
                new Check(
                        "accounts.hashes",
                        "whether passwords are hashed as new ones are",
                        asked(AccountChecks::hashes)),
                new Check(
                        "accounts.refused-hashes",
                        "whether accounts have a hash that costs too much to compute",
                        asked(AccountChecks::refusedHashes)),
                new Check("api-tokens.endless", "whether API tokens have no end", asked(AccountChecks::endless)),
                new Check("api-tokens.idle", "whether API tokens are unused for 90 days", asked(AccountChecks::idle)));
    }

    private static Finding firstAdmin(SecurityReport report) {
        return report.firstAdminUntouched()
                ? Finding.warning(
                        "The user admin has the password that the first start printed: it may be in a log.",
                        "Run keycard user password admin, or delete the user.")
                : Finding.ok("The password of the first start is not in use.");
    }

    private static Finding superusers(SecurityReport report) {
        String count = report.superusers() + " superusers and " + report.staff() + " staff among " + report.users()
                + " users.";
        return report.superusers() > MANY_SUPERUSERS
                ? Finding.notice(count, "Give roles instead: keycard user set NAME --no-superuser --role R.")
                : Finding.ok(count);
    }

    private static Finding hashes(SecurityReport report) {
        return report.otherHashes() > 0
                ? Finding.notice(
                        report.otherHashes() + " passwords are hashed in another way than new ones.",
                        "They are hashed anew when their users sign in; there is nothing to do unless a user never signs in.")
                : Finding.ok("All passwords are hashed as new ones are.");
    }

    private static Finding refusedHashes(SecurityReport report) {
        return report.refusedHashes() > 0
                ? Finding.warning(
                        report.refusedHashes()
                                + " accounts have a password hash that takes too long or too much memory; they cannot sign in.",
                        "Have these users set a new password, or raise password.imported-memory if memory is what is"
                                + " missing; docs/passwords.md has the limits.")
                : Finding.ok("Every password hash can be computed.");
    }

    private static Finding endless(SecurityReport report) {
        return report.endlessTokens() > 0
                ? Finding.notice(
                        report.endlessTokens() + " API tokens have no end.",
                        "See keycard token list NAME, and make new ones with --expires.")
                : Finding.ok("Every API token has an end.");
    }

    private static Finding idle(SecurityReport report) {
        return report.idleTokens() > 0
                ? Finding.warning(
                        report.idleTokens() + " API tokens work but were not used for 90 days.",
                        "See keycard token list NAME, and end them with keycard token revoke ID.")
                : Finding.ok("Every API token that works was used in the last 90 days.");
    }

    /** Skipped without a database. */
    private static Function<Installation, Finding> asked(Function<SecurityReport, Finding> question) {
        return installation -> installation
                .contents()
                .map(contents -> question.apply(contents.report()))
                .orElseGet(() -> Finding.ok("There is no database to ask."));
    }
}
