package dev.keycard.spring.autoconfigure;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.KeycardBuilder;
import dev.keycard.api.Internal;
import dev.keycard.audit.AuthEventListener;
import dev.keycard.login.ClaimsContributor;
import dev.keycard.mail.Outbox;
import dev.keycard.metrics.Metrics;
import dev.keycard.node.CountedEvents;
import dev.keycard.node.Node;
import dev.keycard.node.NodeConfiguration;
import dev.keycard.node.NodeParts;
import dev.keycard.password.PasswordHasher;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionLanguage;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.PermissionSettings;
import dev.keycard.spring.PermittedBeans;
import dev.keycard.spring.autoconfigure.ApplicationDatabase.Reached;
import dev.keycard.spring.rules.ThrottledScopes;
import dev.keycard.spring.settings.SpringSettings;
import dev.keycard.sql.DatabaseSettings;
import dev.keycard.sql.Migrations;
import dev.keycard.web.KeycardApi;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.web.method.HandlerMethod;

/**
 * The engine in the application: with users of its own, or those of a {@code UserDirectory} bean. It makes its tables after the
 * migrations of the application.
 */
@Internal
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass(Node.class)
@Conditional(EngineMode.class)
@ImportRuntimeHints(KeycardHints.class)
public final class KeycardEngineAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Configuration keycardSettings(
            org.springframework.core.env.Environment properties,
            ListableBeanFactory beans,
            ObjectProvider<ApplicationUsers> users) {
        // What mail is needed for, but notices, is about Keycard's own users.
        boolean ownOutbox =
                beans.getBeanNamesForType(Outbox.class, true, false).length == 1 && users.getIfAvailable() == null;
        return SpringSettings.read(properties, ownOutbox);
    }

    @Bean
    @ConditionalOnMissingBean
    NodeConfiguration keycardConfiguration(
            Configuration keycardSettings,
            org.springframework.core.env.Environment properties,
            ObjectProvider<OwnRates> rates,
            ConfigurableListableBeanFactory beans) {
        NodeConfiguration configuration =
                SpringSettings.configuration(keycardSettings, properties, ownRules(keycardSettings, beans));
        OwnRates own = rates.getIfAvailable();
        return configuration.withWeb(EndpointDefaults.apply(keycardSettings, configuration.web()).toBuilder()
                .ownScopes(own == null ? Set.of() : own.names(keycardSettings))
                .build());
    }

    /** Users cannot give themselves the scopes that these require by name. A malformed one is reported with its place later. */
    private static Stream<Permission> ownRules(Configuration settings, ConfigurableListableBeanFactory beans) {
        PermissionLanguage language = new PermissionLanguage(PermissionSettings.read(settings));
        return PermittedBeans.texts(beans).flatMap(text -> {
            try {
                return Stream.of(language.parse(text));
            } catch (IllegalArgumentException malformed) {
                return Stream.empty();
            }
        });
    }

    @Bean
    @ConditionalOnMissingBean
    Environment keycardEnvironment(
            ObjectProvider<Clock> clock,
            ObjectProvider<Metrics> metrics,
            ObjectProvider<AuthEventListener> listeners,
            ApplicationEventPublisher publisher) {
        Environment usual = Environment.system();
        AuthEventListener published = usual.events().and(new PublishedEvents(publisher));
        AuthEventListener all = listeners.orderedStream().reduce(published, AuthEventListener::and);
        Clock own = clock.getIfUnique();
        Environment timed = own == null ? usual : usual.withClock(own, usual.nanoClock());
        Metrics kept = metrics.getIfUnique(Metrics::none);
        return timed.withEvents(new CountedEvents(kept, all)).withMetrics(kept);
    }

    @Bean
    @ConditionalOnMissingBean
    KeycardCustomizer keycardCustomizer(
            ObjectProvider<ApplicationUsers> users,
            ObjectProvider<PasswordHasher> hasher,
            ObjectProvider<ClaimsContributor> claims) {
        return builder -> {
            users.ifAvailable(
                    application -> builder.users(application.directory()).passwordHasher(application.hasher()));
            hasher.ifAvailable(builder::passwordHasher);
            claims.orderedStream().forEach(builder::claims);
            return builder;
        };
    }

    @Bean
    @ConditionalOnMissingBean
    DatabaseSettings keycardDatabase(
            Configuration keycardSettings, ObjectProvider<ReachedDatabase> application, ListableBeanFactory beans) {
        ReachedDatabase reached = application.getIfUnique();
        return ApplicationDatabase.choose(
                keycardSettings, reached == null ? null : reached.reached(), OwnDatabases.isAnyIn(beans));
    }

    /** An engine of the application takes its place. */
    @Bean
    @ConditionalOnMissingBean({Node.class, Keycard.class})
    @DependsOnDatabaseInitialization
    Node keycardNode(
            NodeConfiguration configuration,
            DatabaseSettings database,
            Environment environment,
            KeycardCustomizer customizer,
            ObjectProvider<Outbox> outbox) {
        database.migrating(Migrations::migrate);
        return Node.open(
                configuration,
                NodeParts.in(() -> environment)
                        .withDatabase(database)
                        .withOutbox(outbox.getIfUnique())
                        .extending(customizer::customize));
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Keycard keycard(Node node) {
        return node.engine();
    }

    @Bean
    @ConditionalOnMissingBean
    KeycardApi keycardApi(ObjectProvider<Node> node, Keycard keycard, NodeConfiguration configuration) {
        Node opened = node.getIfAvailable();
        return opened == null ? KeycardApi.over(keycard, configuration.web()) : opened.api();
    }

    @Bean
    KeycardLifecycle keycardLifecycle(Keycard keycard) {
        return new KeycardLifecycle(keycard);
    }

    @Bean
    @ConditionalOnMissingBean
    KeycardGuard keycardGuard(KeycardApi api, NodeConfiguration configuration) {
        return new KeycardGuard(
                api.gate(),
                api.refusals(),
                configuration.web().defaultPermission(),
                PermissionSettings.read(configuration.settings()));
    }

    /** Adds to the engine while it is made. */
    @FunctionalInterface
    interface KeycardCustomizer {
        KeycardBuilder customize(KeycardBuilder builder);
    }

    /** The rates of the application's own endpoints. */
    @FunctionalInterface
    interface OwnRates {

        /**
         * Their names.
         *
         * @throws dev.keycard.settings.ConfigurationException if one has no rate
         */
        Set<String> names(Configuration settings);
    }

    /** Where the application has handler methods. */
    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HandlerMethod.class)
    static class Handlers {

        @Bean
        OwnRates keycardOwnRates(ConfigurableListableBeanFactory beans) {
            return settings -> RatesOfScopes.require(settings, ThrottledScopes.of(beans));
        }
    }

    /** The database of the application. */
    @FunctionalInterface
    interface ReachedDatabase {
        Reached reached();
    }

    /** Where the application has a database by JDBC. */
    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcConnectionDetails.class)
    @ConditionalOnBean(JdbcConnectionDetails.class)
    static class Jdbc {

        @Bean
        ReachedDatabase keycardApplicationDatabase(JdbcConnectionDetails details) {
            return () -> new Reached(details.getJdbcUrl(), details.getUsername(), details.getPassword());
        }
    }
}
