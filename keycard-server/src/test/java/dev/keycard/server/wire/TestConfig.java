package dev.keycard.server.wire;

import dev.keycard.KeycardConfig;
import dev.keycard.user.UserDirectory;
import dev.keycard.web.WebConfig;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a server of these tests is configured with.
 *
 * @param users null for those that Keycard keeps
 */
record TestConfig(
        KeycardConfig engine, WebConfig web, @Nullable UserDirectory users) {

    static TestConfig defaults() {
        return new TestConfig(KeycardConfig.defaults(), WebConfig.defaults(), null);
    }

    TestConfig withEngine(UnaryOperator<KeycardConfig.Builder> difference) {
        return new TestConfig(difference.apply(engine.toBuilder()).build(), web, users);
    }

    TestConfig withWeb(UnaryOperator<WebConfig.Builder> difference) {
        return new TestConfig(engine, difference.apply(web.toBuilder()).build(), users);
    }

    TestConfig withUsers(UserDirectory others) {
        return new TestConfig(engine, web, others);
    }
}
