package dev.keycard.node.doctor;

import dev.keycard.key.JwtConfig;
import dev.keycard.settings.ChangeSettings;
import dev.keycard.settings.Quantities;
import java.time.Duration;
import java.util.List;

/** Checks of keys and lifetimes of tokens. */
final class TokenChecks {

    private TokenChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "jwt.algorithm",
                        "whether programs that check tokens could also make them",
                        TokenChecks::algorithm),
                new Check("jwt.access-lifetime", "how long a stolen access token can be used", TokenChecks::access),
                new Check("jwt.login-lifetime", "how long a login can be kept alive", TokenChecks::login),
                new Check("jwt.leeway", "how long expired tokens are still accepted", TokenChecks::leeway),
                new Check(
                        "jwt.rotate-refresh",
                        "whether the use of a stolen refresh token is detected",
                        TokenChecks::rotation),
                new Check(
                        "jwt.refresh-grace",
                        "how long the use of a stolen refresh token is not detected",
                        TokenChecks::grace),
                new Check("change.max-staleness", "how long an ended login can still be used", TokenChecks::staleness));
    }

    private static Finding algorithm(Installation installation) {
        JwtConfig jwt = installation.config().jwt();
        boolean shared = jwt.issuing().algorithm().joseName().startsWith("HS");
        if (shared && jwt.issuing().signingKey() != null) {
            return Finding.warning(
                    jwt.issuing().algorithm().joseName()
                            + " with a configured secret: every program that knows it can make tokens for any user.",
                    "Set jwt.algorithm to ES256 and let other programs use the public keys at"
                            + " /.well-known/jwks.json.");
        }
        return shared
                ? Finding.notice(
                        jwt.issuing().algorithm().joseName()
                                + " has no public key: other programs cannot check tokens.",
                        "Set jwt.algorithm to ES256 unless no other program checks tokens.")
                : Finding.ok(
                        "Tokens are signed with " + jwt.issuing().algorithm().joseName() + ".");
    }

    private static Finding access(Installation installation) {
        return atMost(
                installation.config().jwt().issuing().accessLifetime(),
                Duration.ofMinutes(15),
                "jwt.access-lifetime",
                "Services that check tokens themselves accept ended logins for that long.");
    }

    private static Finding login(Installation installation) {
        return atMost(
                installation.config().jwt().issuing().loginLifetime(),
                Duration.ofDays(90),
                "jwt.login-lifetime",
                "A device that was lost stays signed in for that long.");
    }

    private static Finding leeway(Installation installation) {
        return atMost(
                installation.config().jwt().verification().leeway(),
                Duration.ofSeconds(30),
                "jwt.leeway",
                "Set the machines' clocks by NTP instead.");
    }

    private static Finding rotation(Installation installation) {
        return installation.config().jwt().issuing().rotateRefresh()
                ? Finding.ok("Refresh tokens are exchanged at each use.")
                : Finding.warning(
                        "Refresh tokens are not exchanged, so the use of a stolen one is not detected.",
                        "Set jwt.rotate-refresh to true.");
    }

    private static Finding grace(Installation installation) {
        return atMost(
                installation.config().jwt().issuing().refreshGrace(),
                Duration.ofMinutes(2),
                "jwt.refresh-grace",
                "A thief who uses the token within that time gets the same successor as the owner.");
    }

    private static Finding staleness(Installation installation) {
        return atMost(
                installation.settings().get(ChangeSettings.MAX_STALENESS),
                Duration.ofSeconds(30),
                "change.max-staleness",
                "When the database cannot be read, ended logins can be used for that long.");
    }

    private static Finding atMost(Duration value, Duration limit, String setting, String reason) {
        return value.compareTo(limit) > 0
                ? Finding.warning(
                        setting + " is " + Quantities.text(value) + ". " + reason,
                        "Set " + setting + " to " + Quantities.text(limit) + " or less.")
                : Finding.ok(setting + " is " + Quantities.text(value) + ".");
    }
}
