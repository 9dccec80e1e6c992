package dev.keycard.server.testing;

import dev.keycard.Environment;
import dev.keycard.address.ClientAddresses;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The kind of program that answers on the socket. It is the server, unless the class path brings another one as a service: then
 * the same tests check that the other program keeps the contract, too. Implementations are thread-safe.
 */
public interface Host {

    /** The host of this class path. */
    static Host chosen() {
        return ServiceLoader.load(Host.class).findFirst().orElseGet(VertxHost::new);
    }

    /**
     * Starts a node and its endpoints on a free port.
     *
     * @param clients how the addresses of clients are found
     */
    Hosted open(NodePlan plan, ClientAddresses clients);

    /**
     * Starts a program with settings by their names, and its data in that folder.
     *
     * @throws dev.keycard.settings.ConfigurationException for settings that are refused
     */
    Hosted start(Path folder, Map<String, String> settings, Environment environment);
}
