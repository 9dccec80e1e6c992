package dev.keycard.server.config;

import dev.keycard.address.ForwardedHeader;
import dev.keycard.address.Network;
import dev.keycard.settings.Setting;
import dev.keycard.settings.SettingGroup;
import dev.keycard.settings.SettingType;
import dev.keycard.settings.SettingTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of the HTTP server. See {@code docs/server.md}. */
public final class HttpSettings {

    private static final SettingType<Network> NETWORK = SettingType.of(
            "addresses and networks such as 10.0.0.0/8 or 2001:db8::/32, with no bit set behind the prefix and a prefix of"
                    + " 1 at least",
            Network::parse,
            Network::toString);

    private static final SettingType<ForwardedHeader> HEADER =
            SettingType.of("X-Forwarded-For or Forwarded", ForwardedHeader::named, ForwardedHeader::field);

    public static final Setting<String> HOST = new Setting<>(
            "server.host",
            SettingTypes.NOT_BLANK,
            "127.0.0.1",
            "The address to listen on; 0.0.0.0 for every address of the machine.");
    public static final Setting<Integer> PORT =
            new Setting<>("server.port", SettingTypes.PORT, 8000, "The port to listen on; 0 for any free one.");
    public static final Setting<Optional<Path>> TLS_CERTIFICATE = new Setting<>(
            "server.tls.certificate",
            SettingTypes.OPTIONAL_FILE,
            Optional.empty(),
            "A PEM file with the certificate and those that lead to its root; turns TLS and HTTP/2 on.");
    public static final Setting<Optional<Path>> TLS_KEY = new Setting<>(
            "server.tls.key",
            SettingTypes.OPTIONAL_FILE,
            Optional.empty(),
            "A PEM file with the certificate's private key in PKCS #8 form.");
    public static final Setting<Optional<Integer>> MAX_CONNECTIONS = new Setting<>(
            "server.max-connections",
            SettingTypes.COUNT_OR_AUTO,
            Optional.empty(),
            "How many connections are held at once; more are closed. auto is what the heap has room for, 10000 at most.");
    public static final Setting<Optional<Integer>> MAX_CONNECTIONS_PER_ADDRESS = new Setting<>(
            "server.max-connections-per-address",
            SettingTypes.COUNT_OR_AUTO,
            Optional.empty(),
            "How many of them one IPv4 address or IPv6 /64 may have; auto is a quarter. Trusted proxies are exempt.");
    public static final Setting<List<Network>> TRUSTED_PROXIES = new Setting<>(
            "server.trusted-proxies",
            SettingTypes.listOf(NETWORK),
            List.of(),
            "Addresses and networks of the proxies that are trusted to name the client's address.");
    public static final Setting<ForwardedHeader> FORWARDED_HEADER = new Setting<>(
            "server.forwarded-header",
            HEADER,
            ForwardedHeader.X_FORWARDED_FOR,
            "The header in which they name it, X-Forwarded-For or Forwarded; the other is not read.");

    static final SettingGroup GROUP = SettingGroup.of(
            "Server",
            HOST,
            PORT,
            TLS_CERTIFICATE,
            TLS_KEY,
            MAX_CONNECTIONS,
            MAX_CONNECTIONS_PER_ADDRESS,
            TRUSTED_PROXIES,
            FORWARDED_HEADER);

    private HttpSettings() {}
}
