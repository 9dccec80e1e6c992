package dev.keycard.spring.test;

import dev.keycard.spring.autoconfigure.ResourceMode;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.FileSystemUtils;

/**
 * Adds {@link KeycardTokens}, and a data folder of its own for each context, so that a test does not open the database of the
 * developer. A folder or a database that the properties name counts.
 */
final class KeycardContextCustomizer implements ContextCustomizer {

    private static final String TOKENS = "keycardTokens";
    private static final String REAL_CREDENTIALS = "keycardRealCredentials";
    private static final String DATA = "keycard.data";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        if (context.getBeanFactory() instanceof BeanDefinitionRegistry registry
                && !registry.containsBeanDefinition(TOKENS)) {
            register(registry, TOKENS, KeycardTokens.class);
            if (context instanceof ReactiveWebApplicationContext) {
                register(registry, REAL_CREDENTIALS, RealCredentialsWebFilter.class);
            }
        }
        Environment properties = context.getEnvironment();
        if (!properties.containsProperty(DATA) && !ResourceMode.isOn(properties)) {
            Path folder = Path.of(System.getProperty("java.io.tmpdir"), "keycard-test-" + UUID.randomUUID());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            context.getEnvironment()
                    .getPropertySources()
                    .addLast(new MapPropertySource("keycardTest", Map.of(DATA, folder.toString())));
        }
    }

    private static void register(BeanDefinitionRegistry registry, String name, Class<?> type) {
        RootBeanDefinition bean = new RootBeanDefinition(type);
        bean.setLazyInit(true);
        registry.registerBeanDefinition(name, bean);
    }

    /** All are the same, so that tests share contexts. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KeycardContextCustomizer;
    }

    @Override
    public int hashCode() {
        return KeycardContextCustomizer.class.hashCode();
    }
}
