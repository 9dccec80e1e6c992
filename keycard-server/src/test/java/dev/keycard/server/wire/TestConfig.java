package dev.keycard.server.wire;

import dev.keycard.KeycardConfig;
import dev.keycard.web.WebConfig;
import java.util.function.UnaryOperator;

/** What a server of these tests is configured with. */
record TestConfig(KeycardConfig engine, WebConfig web) {

    static TestConfig defaults() {
        return new TestConfig(KeycardConfig.defaults(), WebConfig.defaults());
    }

    TestConfig withEngine(UnaryOperator<KeycardConfig.Builder> difference) {
        return new TestConfig(difference.apply(engine.toBuilder()).build(), web);
    }

    TestConfig withWeb(UnaryOperator<WebConfig.Builder> difference) {
        return new TestConfig(engine, difference.apply(web.toBuilder()).build());
    }
}
