package dev.keycard.server.node;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Secret;
import dev.keycard.store.PageRequest;
import dev.keycard.user.NewUser;
import dev.keycard.user.UserStore;
import dev.keycard.user.Username;
import java.util.Optional;

/** Creates the user {@code admin} in a database without users, with a random password that is shown once. */
final class FirstAdmin {

    static final String NAME = "admin";

    /** 120 bits, which make 20 characters. */
    private static final int PASSWORD_BYTES = 15;

    private FirstAdmin() {}

    /** Creates the user and returns the password; empty if there are users already. */
    static Optional<Secret> create(Keycard engine, Environment environment) {
        UserStore users = engine.stores().users();
        if (!users.list(PageRequest.first(1)).items().isEmpty()) {
            return Optional.empty();
        }
        String password = Base64Url.encode(environment.entropy().bytes(PASSWORD_BYTES));
        Username name = Username.parse(NAME).orElseThrow();
        NewUser admin = NewUser.named(name, engine.passwords().hash(password)).withRights(true, true);
        return users.createFirst(admin, AuditContext.at(environment.clock().instant()))
                .map(created -> new Secret(password));
    }
}
