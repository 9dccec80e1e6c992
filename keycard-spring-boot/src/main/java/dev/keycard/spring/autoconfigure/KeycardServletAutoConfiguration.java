package dev.keycard.spring.autoconfigure;

import dev.keycard.address.ClientAddresses;
import dev.keycard.api.Internal;
import dev.keycard.crypto.Entropy;
import dev.keycard.http.RequestIds;
import dev.keycard.servlet.RefusalWriter;
import dev.keycard.servlet.ServletEndpoints;
import dev.keycard.servlet.ServletGate;
import dev.keycard.web.KeycardApi;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The endpoints and the Gate in the servlet container of the application. */
@Internal
@AutoConfiguration(after = {KeycardEngineAutoConfiguration.class, KeycardResourceAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(KeycardGuard.class)
public final class KeycardServletAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ServletGate keycardServletGate(KeycardGuard guard, ObjectProvider<RefusalWriter> writer) {
        return new ServletGate(
                guard.gate(),
                guard.refusals(),
                ClientAddresses.ofConnections(),
                new RequestIds(Entropy.secure()),
                writer.getIfAvailable(() -> RefusalWriter.NONE));
    }

    /** Where the application has the endpoints itself. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(KeycardApi.class)
    @ConditionalOnBean(KeycardApi.class)
    static class Endpoints {

        /**
         * Before the filters of Spring Security, whose rules are for the application's own paths, and before those of Spring Boot
         * that read forms ({@code HiddenHttpMethodFilter} at -10,000, {@code FormContentFilter} at -9,900).
         */
        private static final int BEFORE_FORMS_ARE_READ = -10_100;

        @Bean
        @ConditionalOnMissingBean
        ServletEndpoints keycardServletEndpoints(KeycardApi api, ServletGate gate) {
            return new ServletEndpoints(api.api(), gate);
        }

        @Bean
        @ConditionalOnMissingBean(name = "keycardEndpoints")
        FilterRegistrationBean<EndpointsFilter> keycardEndpoints(
                ObjectProvider<ServletEndpoints> endpoints,
                ObjectProvider<ApplicationPaths> own,
                ObjectProvider<ServletGate> gate) {
            FilterRegistrationBean<EndpointsFilter> registration = new FilterRegistrationBean<>(new EndpointsFilter(
                    endpoints::getObject, () -> own.getIfAvailable(() -> path -> false), gate::getObject));
            registration.setName("keycardEndpoints");
            registration.setOrder(BEFORE_FORMS_ARE_READ);
            registration.setAsyncSupported(true);
            registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
            return registration;
        }

        /** Where the dispatcher of Spring MVC has a path of its own: filters run only where a container has a servlet. */
        @Bean
        @ConditionalOnProperty(DispatcherPath.PROPERTY)
        ServletRegistrationBean<NothingServlet> keycardOtherPaths(Environment environment) {
            ServletRegistrationBean<NothingServlet> registration =
                    new ServletRegistrationBean<>(new NothingServlet(), "/");
            registration.setName("keycardOtherPaths");
            registration.setAsyncSupported(true);
            registration.setEnabled(!DispatcherPath.of(environment).isEmpty());
            return registration;
        }
    }
}
