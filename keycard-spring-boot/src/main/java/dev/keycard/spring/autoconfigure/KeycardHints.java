package dev.keycard.spring.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/** The files that Keycard and its libraries read from the class path, and the proxies that it makes, for a native image. */
final class KeycardHints implements RuntimeHintsRegistrar {

    private static final List<String> FILES = List.of(
            "dev/keycard/message/*.properties",
            "dev/keycard/sql/migration/*/*.sql",
            "dev/keycard/web/openapi/*.json",
            "com/nulabinc/zxcvbn/*.properties",
            "com/nulabinc/zxcvbn/matchers/keyboards/*.txt",
            "com/nulabinc/zxcvbn/matchers/dictionaries/*.txt");

    /** For the look at reactive chains; an application on servlets does not have it. */
    private static final String EXCHANGE = "org.springframework.web.server.ServerWebExchange";

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        FILES.forEach(hints.resources()::registerPattern);
        if (ClassUtils.isPresent(EXCHANGE, classLoader)) {
            hints.proxies().registerJdkProxy(TypeReference.of(EXCHANGE));
        }
    }
}
