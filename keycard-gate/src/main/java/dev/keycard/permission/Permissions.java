package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import java.util.Arrays;
import java.util.Optional;

/** The rules of Django REST framework, with their names there. */
public enum Permissions implements Permission {
    /** Permits everybody. */
    ALLOW_ANY("AllowAny") {
        @Override
        public boolean permits(Request request, Principal principal) {
            return true;
        }
    },
    /** Permits signed-in users. */
    IS_AUTHENTICATED("IsAuthenticated") {
        @Override
        public boolean permits(Request request, Principal principal) {
            return principal instanceof AuthenticatedPrincipal;
        }
    },
    /** Permits everybody to read, and signed-in users to write. */
    IS_AUTHENTICATED_OR_READ_ONLY("IsAuthenticatedOrReadOnly") {
        @Override
        public boolean permits(Request request, Principal principal) {
            return principal instanceof AuthenticatedPrincipal || request.isSafe();
        }
    },
    /** Permits staff; with an API token that is limited to scopes, only if {@link #ADMIN_SCOPE} is one of them. */
    IS_ADMIN_USER("IsAdminUser") {
        @Override
        public boolean permits(Request request, Principal principal) {
            return principal instanceof AuthenticatedPrincipal signedIn
                    && signedIn.subject().staff()
                    && HasScope.covers(signedIn.credential(), ADMIN_SCOPE);
        }
    };

    /** The scope that a limited API token of staff needs to pass {@link #IS_ADMIN_USER}. */
    public static final String ADMIN_SCOPE = "admin";

    private final String label;

    Permissions(String label) {
        this.label = label;
    }

    /** The name in the configuration. */
    public String label() {
        return label;
    }

    /** The rule of that name. */
    public static Optional<Permissions> named(String label) {
        return Arrays.stream(values()).filter(rule -> rule.label.equals(label)).findFirst();
    }

    /** Whether a rule admits only staff. */
    public static boolean isForStaff(Permission rule) {
        return rule == IS_ADMIN_USER
                || (rule instanceof And both && (isForStaff(both.first()) || isForStaff(both.second())))
                || (rule instanceof Worded worded && isForStaff(worded.rule()));
    }

    @Override
    public String toString() {
        return label;
    }
}
