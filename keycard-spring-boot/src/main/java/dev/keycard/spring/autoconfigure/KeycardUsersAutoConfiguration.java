package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.node.Node;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.spring.UserDetailsMapping;
import dev.keycard.spring.users.ApplicationDirectory;
import dev.keycard.spring.users.EncoderHasher;
import dev.keycard.spring.users.UserDetailsDirectory;
import dev.keycard.user.UserDirectory;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.ClassUtils;

/**
 * The users of the application: those of its {@link UserDirectory}, else those of its {@link UserDetailsService}, if it
 * has a {@link PasswordEncoder} for their hashes. Otherwise Keycard keeps the users. The beans with users are made
 * when they are first asked, so they may depend on the engine.
 */
@Internal
@AutoConfiguration(
        before = KeycardEngineAutoConfiguration.class,
        beforeName = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration")
@ConditionalOnClass(Node.class)
@Conditional(EngineMode.class)
public final class KeycardUsersAutoConfiguration {

    private static final String USER_DETAILS = "org.springframework.security.core.userdetails.UserDetailsService";

    private static final Logger LOG = LoggerFactory.getLogger(KeycardUsersAutoConfiguration.class);

    /** Where the application has a directory. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(UserDirectory.class)
    static class Directory {

        @Bean
        ApplicationUsers keycardDirectoryUsers(
                ObjectProvider<UserDirectory> directory,
                ObjectProvider<EncoderOfDirectory> encoder,
                ConfigurableListableBeanFactory beans,
                Environment environment) {
            if (UsersProperty.of(environment) == UsersProperty.KEYCARD) {
                throw new ConfigurationException(UsersProperty.NAME
                        + " is keycard, but the application has a UserDirectory bean: remove one of them.");
            }
            requireOne(beans, UserDirectory.class);
            EncoderOfDirectory hashes = encoder.getIfAvailable();
            return new ApplicationUsers(
                    new ApplicationDirectory(directory::getObject), hashes == null ? null : hashes.hasher());
        }
    }

    /** Reads the hashes in the application's directory. */
    record EncoderOfDirectory(EncoderHasher hasher) {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(PasswordEncoder.class)
    @ConditionalOnBean({UserDirectory.class, PasswordEncoder.class})
    static class Encoder {

        @Bean
        EncoderOfDirectory keycardEncoderOfDirectory(
                ObjectProvider<PasswordEncoder> encoder, ConfigurableListableBeanFactory beans) {
            requireOne(beans, PasswordEncoder.class);
            return new EncoderOfDirectory(new EncoderHasher(encoder.getObject(), true));
        }
    }

    /** Where it has the services of Spring Security. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({UserDetailsService.class, PasswordEncoder.class})
    @ConditionalOnBean({UserDetailsService.class, PasswordEncoder.class})
    @ConditionalOnMissingBean(UserDirectory.class)
    @ConditionalOnProperty(name = UsersProperty.NAME, havingValue = "application", matchIfMissing = true)
    static class Details {

        @Bean
        ApplicationUsers keycardUserDetails(
                ObjectProvider<UserDetailsService> service,
                ObjectProvider<UserDetailsPasswordService> passwords,
                ObjectProvider<UserDetailsMapping> mapping,
                ObjectProvider<PasswordEncoder> encoder,
                ConfigurableListableBeanFactory beans) {
            requireOne(beans, UserDetailsService.class);
            requireOne(beans, PasswordEncoder.class);
            boolean upgrades = beans.getBeanNamesForType(UserDetailsPasswordService.class, true, false).length > 0;
            LOG.info(
                    "the users are those of the UserDetailsService; {}=keycard would leave them out",
                    UsersProperty.NAME);
            return new ApplicationUsers(
                    new ApplicationDirectory(() -> new UserDetailsDirectory(
                            service::getObject,
                            passwords::getIfUnique,
                            mapping.getIfUnique(() -> new UserDetailsMapping() {}))),
                    new EncoderHasher(encoder.getObject(), upgrades));
        }
    }

    /** Says what is missing. */
    @Bean
    @ConditionalOnMissingBean(ApplicationUsers.class)
    UsersProperty keycardUsersWithoutApplication(Environment environment, ListableBeanFactory beans) {
        UsersProperty users = UsersProperty.of(environment);
        if (!environment.containsProperty(UsersProperty.NAME) && hasUserDetails(beans)) {
            throw new ConfigurationException("The application has a UserDetailsService and no PasswordEncoder bean, so"
                    + " its users could not sign in: make the encoder a bean, or set " + UsersProperty.NAME
                    + " to keycard.");
        }
        if (users == UsersProperty.APPLICATION) {
            throw new ConfigurationException(UsersProperty.NAME + " is application, but the application has neither a"
                    + " UserDirectory bean, nor a UserDetailsService with a PasswordEncoder bean.");
        }
        return users;
    }

    private static boolean hasUserDetails(ListableBeanFactory beans) {
        return ClassUtils.isPresent(USER_DETAILS, KeycardUsersAutoConfiguration.class.getClassLoader())
                && beans.getBeanNamesForType(UserDetailsService.class, true, false).length > 0;
    }

    /** Which one is meant would be a guess. */
    private static void requireOne(ConfigurableListableBeanFactory beans, Class<?> type) {
        String[] names = beans.getBeanNamesForType(type, true, false);
        long primary =
                Arrays.stream(names).filter(name -> isPrimary(beans, name)).count();
        if (names.length > 1 && primary != 1) {
            throw new ConfigurationException("The application has several " + type.getSimpleName()
                    + " beans: mark the one with the users of Keycard as @Primary, or set " + UsersProperty.NAME
                    + " to keycard.");
        }
    }

    private static boolean isPrimary(ConfigurableListableBeanFactory beans, String name) {
        return beans.containsBeanDefinition(name)
                && beans.getBeanDefinition(name).isPrimary();
    }
}
