package dev.keycard.spring.test;

import dev.keycard.Keycard;
import dev.keycard.client.Client;
import dev.keycard.node.NodeConfiguration;
import dev.keycard.session.Sessions.Begun;
import dev.keycard.user.User;
import dev.keycard.web.WebConfig;
import dev.keycard.web.csrf.Csrf;
import java.util.Optional;
import org.springframework.beans.factory.BeanFactory;

/** Begins sessions. Apart from {@link KeycardTokens}, because a service that only verifies lacks these classes. Stateless. */
final class Sessions {

    private Sessions() {}

    static BrowserSession begin(BeanFactory beans, Keycard engine, User user) {
        WebConfig web = beans.getBean(NodeConfiguration.class).web();
        Begun begun = engine.sessions().begin(user, Client.unknown()).orElseThrow();
        // As the API makes its own: from the same key.
        Csrf csrf = new Csrf(
                engine.parts().sealingKey().derive("csrf"),
                engine.parts().environment().entropy(),
                web.cookies(),
                engine.parts().config().session().lifetime(),
                web.publicOrigin());
        return new BrowserSession(
                web.cookies().session(),
                begun.secret(),
                csrf.newCookie(Optional.of(begun.login().id())).value());
    }
}
