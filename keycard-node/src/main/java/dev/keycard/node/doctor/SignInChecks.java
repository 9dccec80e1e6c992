package dev.keycard.node.doctor;

import dev.keycard.gate.Scheme;
import dev.keycard.password.Argon2Cost;
import dev.keycard.settings.ThrottleSettings;
import java.time.Duration;
import java.util.List;

/** Checks of passwords, sign-in limits and sessions. */
final class SignInChecks {

    private SignInChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("sign-in.basic", "whether passwords are sent with each request", SignInChecks::basic),
                new Check("sign-in.throttle", "whether guesses of passwords are limited", SignInChecks::throttle),
                new Check(
                        "password.argon2", "what one guess costs someone who stole the database", SignInChecks::argon2),
                new Check("session.lifetime", "how long a stolen session cookie can be used", SignInChecks::session));
    }

    private static Finding basic(Installation installation) {
        return installation.web().schemes().contains(Scheme.BASIC)
                ? Finding.warning(
                        "Basic is enabled: clients keep passwords and send them each time, and each costs a hash.",
                        "Take basic out of authentication.schemes; give programs API tokens.")
                : Finding.ok("Passwords are sent only to sign in.");
    }

    private static Finding throttle(Installation installation) {
        if (installation.settings().get(ThrottleSettings.SIGN_IN).isEmpty()) {
            return Finding.danger(
                    "Passwords of one account can be tried without a limit.",
                    "Set throttle.sign-in; 10/min is the default.");
        }
        return installation.settings().get(ThrottleSettings.SIGN_IN_ADDRESS).isEmpty()
                ? Finding.warning(
                        "One address can try passwords of many accounts without a limit.",
                        "Set throttle.sign-in-address; 100/min is the default.")
                : Finding.ok("Failed sign-ins are limited for each account and each address.");
    }

    private static Finding argon2(Installation installation) {
        Argon2Cost cost = installation.config().password().argon2();
        Argon2Cost standard = Argon2Cost.defaults();
        return cost.memoryKib() < standard.memoryKib()
                ? Finding.notice(
                        "A password hash takes " + cost.memoryKib() + " KiB, less than the " + standard.memoryKib()
                                + " KiB that OWASP recommends first.",
                        "Raise password.argon2.memory if the machine has it.")
                : Finding.ok("Password hashes cost as much as OWASP recommends.");
    }

    private static Finding session(Installation installation) {
        return installation.config().session().lifetime().compareTo(Duration.ofDays(90)) > 0
                ? Finding.warning("Sessions live longer than 90 days.", "Lower session.lifetime.")
                : Finding.ok("Sessions end within 90 days.");
    }
}
