package dev.keycard.server.doctor;

import dev.keycard.node.doctor.Check;
import dev.keycard.node.doctor.Finding;
import dev.keycard.node.doctor.Installation;
import dev.keycard.server.config.HttpSettings;
import dev.keycard.settings.SiteSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Checks of TLS, of the public address and of trusted proxies. */
final class NetworkChecks {

    private NetworkChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "network.tls",
                        "whether passwords and tokens leave the machine without TLS",
                        NetworkChecks::protection),
                new Check("network.public-url", "whether the public address is known", NetworkChecks::publicUrl),
                new Check(
                        "network.trusted-proxies",
                        "whether too many networks are trusted proxies",
                        NetworkChecks::proxies));
    }

    private static Finding protection(Installation installation) {
        if (installation.web().cookies().secure()) {
            return Finding.ok("Browsers reach the server over TLS.");
        }
        String host = installation.settings().get(HttpSettings.HOST);
        return isLoopback(host)
                ? Finding.notice(
                        "The server speaks plain HTTP, to this machine only.",
                        "Good for development; set server.tls.certificate and server.tls.key, or an https"
                                + " server.public-url behind a proxy, before others use it.")
                : Finding.danger(
                        "The server listens on " + host + " without TLS.",
                        "Set server.tls.certificate and server.tls.key, or listen on 127.0.0.1 behind a proxy and set"
                                + " server.public-url.");
    }

    private static Finding publicUrl(Installation installation) {
        return installation.settings().get(SiteSettings.PUBLIC_URL).isPresent()
                ? Finding.ok("The public address is configured.")
                : Finding.notice(
                        "The public address is taken from each request's Host header.", "Set server.public-url.");
    }

    private static Finding proxies(Installation installation) {
        String trusted = installation.text("server.trusted-proxies");
        boolean vast =
                List.of(trusted.split(",", -1)).stream().map(String::strip).anyMatch(NetworkChecks::isVast);
        return vast
                ? Finding.danger(
                        "A large part of the Internet is a trusted proxy, so its clients name their own address.",
                        "List the addresses of your proxies in server.trusted-proxies, and no others.")
                : Finding.ok("Only the configured proxies are trusted, if any.");
    }

    /** The server refuses a prefix of length 0; two networks of length 1 would have the same effect. */
    private static boolean isVast(String network) {
        return network.matches(".*/[0-7]");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
