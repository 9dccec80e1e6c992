package dev.keycard.server.cli;

import dev.keycard.text.Characters;
import dev.keycard.user.EmailAddress;
import dev.keycard.web.apitoken.ApiTokenRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks values of the command line by the same rules as the API. An option that was not given is null and passes. */
final class Typed {

    private Typed() {}

    /** A mail address; empty for none. */
    static @Nullable String email(Arguments arguments) {
        String email = arguments.text("--email");
        if (email != null && !email.isEmpty() && !EmailAddress.isAddress(email)) {
            throw new CommandFailure("--email " + email + " is not an e-mail address.");
        }
        return email;
    }

    /** A tier; empty for none. */
    static @Nullable String tier(Arguments arguments) {
        String tier = arguments.text("--tier");
        if (tier != null && !tier.isEmpty()) {
            requireName("--tier", tier);
        }
        return tier;
    }

    /** The roles to give. */
    static List<String> roles(Arguments arguments) {
        List<String> roles = arguments.texts("--role");
        roles.forEach(role -> requireName("--role", role));
        return roles;
    }

    /** The name of an API token; empty if none was given. */
    static String tokenName(Arguments arguments) {
        String name = arguments.text("--name");
        if (name != null && !ApiTokenRequest.isName(name)) {
            throw new CommandFailure(
                    "--name takes a line of at most 100 characters, without control and invisible ones.");
        }
        return name == null ? "" : name;
    }

    private static void requireName(String option, String name) {
        if (!Characters.isName(name)) {
            throw new CommandFailure(
                    option + " takes 1 to 64 visible characters without commas, and without blanks at either end.");
        }
    }
}
