package dev.keycard.spring.contract;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.address.ClientAddresses;
import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.http.RequestIds;
import dev.keycard.node.Node;
import dev.keycard.node.NodeConfiguration;
import dev.keycard.server.testing.Host;
import dev.keycard.server.testing.Hosted;
import dev.keycard.server.testing.NodePlan;
import dev.keycard.server.testing.TestNode;
import dev.keycard.servlet.ServletGate;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.sql.DatabaseSettings;
import dev.keycard.sql.SqliteSettings;
import dev.keycard.user.NewUser;
import dev.keycard.user.UserDirectory;
import dev.keycard.user.Username;
import dev.keycard.web.KeycardApi;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** An application on Tomcat whose only dependency on Keycard is the starter. It opens the node itself. */
public final class SpringHost implements Host {

    /** The groups that an application has only if it asks for them. */
    private static final Map<String, Object> ASKED_FOR = Map.of(
            "keycard.endpoints.auth-check", "on", "keycard.endpoints.health", "on", "keycard.endpoints.openapi", "on");

    /**
     * As a server on this machine; few threads, because many applications run at once; Tomcat waits for a body as long as that.
     */
    private static final Map<String, Object> APPLICATION = Map.of(
            "server.port", "0",
            "server.address", "127.0.0.1",
            "server.tomcat.threads.min-spare", "1",
            "server.tomcat.connection-timeout", "1s",
            "server.tomcat.keep-alive-timeout", "60s",
            "spring.autoconfigure.exclude",
                    DataSourceAutoConfiguration.class.getName() + ',' + FlywayAutoConfiguration.class.getName());

    @Override
    public Hosted open(NodePlan plan, ClientAddresses clients) {
        Map<String, Object> properties = new HashMap<>(APPLICATION);
        properties.put("keycard.data", String.valueOf(plan.database().getParent()));
        properties.put("keycard.sealing-key", plan.sealingKey());
        try {
            return hosted(run(properties, beans -> describe(beans, plan, clients)), Optional.empty());
        } catch (ConfigurationException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    private static void describe(GenericApplicationContext beans, NodePlan plan, ClientAddresses clients) {
        beans.registerBean(Environment.class, plan::environment);
        beans.registerBean(DatabaseSettings.class, () -> SqliteSettings.of(plan.database()));
        beans.registerBean(
                NodeConfiguration.class,
                () -> new NodeConfiguration(
                        beans.getBean(Configuration.class), plan.engine(), plan.web(), plan.stores()));
        UserDirectory users = plan.users();
        if (users != null) {
            beans.registerBean(UserDirectory.class, () -> users);
        }
        if (!clients.equals(ClientAddresses.ofConnections())) {
            beans.registerBean(ServletGate.class, () -> gate(beans.getBean(KeycardApi.class), clients));
        }
    }

    @Override
    public Hosted start(Path folder, Map<String, String> settings, Environment environment) {
        Map<String, Object> properties = new HashMap<>(APPLICATION);
        properties.putAll(ASKED_FOR);
        properties.put("keycard.data", folder.toString());
        settings.forEach((name, text) -> properties.put("keycard." + name, text));
        if (properties.remove("keycard.server.trusted-proxies") != null) {
            // Spring Boot trusts the proxies on this machine then.
            properties.put("server.forward-headers-strategy", "native");
        }
        ConfigurableApplicationContext context =
                run(properties, beans -> beans.registerBean(Environment.class, () -> environment));
        return hosted(context, Optional.of(createAdmin(context.getBean(Keycard.class), environment)));
    }

    private static ConfigurableApplicationContext run(
            Map<String, Object> properties, Consumer<GenericApplicationContext> beans) {
        SpringApplication application = new SpringApplication(ContractApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("contract", properties));
            beans.accept((GenericApplicationContext) context);
        });
        try {
            return application.run();
        } catch (RuntimeException failed) {
            throw refusal(failed);
        }
    }

    /** The refusal of a setting as the server throws it; other failures as they are. */
    private static RuntimeException refusal(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationException refused) {
                return refused;
            }
        }
        return failed;
    }

    private static ServletGate gate(KeycardApi api, ClientAddresses clients) {
        return new ServletGate(api.gate(), api.refusals(), clients, new RequestIds(Entropy.secure()));
    }

    private static Hosted hosted(ConfigurableApplicationContext context, Optional<Secret> adminPassword) {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        TestNode node = new TestNode(
                context.getBean(Keycard.class),
                context.getBean(KeycardApi.class),
                context.getBean(Node.class).database(),
                context::close);
        return new Hosted("http://127.0.0.1:" + port, port, node, adminPassword, context::close);
    }

    /** The server makes this user by itself; an application makes its own. */
    private static Secret createAdmin(Keycard keycard, Environment environment) {
        Secret password = new Secret(Base64Url.encode(environment.entropy().bytes(15)));
        NewUser admin = NewUser.named(Username.of("admin"), keycard.passwords().hash(password.reveal()))
                .withRights(true, true);
        keycard.stores()
                .users()
                .create(admin, AuditContext.at(environment.clock().instant()));
        return password;
    }
}
