package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.app.GuideApplication;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Handlers of a mapping that is no bean, and stands behind one, as in Spring Data REST. */
class WrappedMappingTest {

    @TempDir
    private Path data;

    static class Repository {
        @ResponseBody
        @GetMapping("/wrapped")
        @Permit(IsAdminUser.class)
        public String list() {
            return "wrapped";
        }
    }

    static final class Repositories extends RequestMappingHandlerMapping {
        @Override
        protected boolean isHandler(Class<?> type) {
            return type == Repository.class;
        }
    }

    /** As Spring Data REST has one. */
    static final class Wrapping implements HandlerMapping, Iterable<HandlerMapping>, Ordered {

        private final List<HandlerMapping> wrapped;

        Wrapping(HandlerMapping... wrapped) {
            this.wrapped = List.of(wrapped);
        }

        @Override
        public Iterator<HandlerMapping> iterator() {
            return wrapped.iterator();
        }

        @Override
        public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws Exception {
            for (HandlerMapping mapping : wrapped) {
                HandlerExecutionChain chain = mapping.getHandler(request);
                if (chain != null) {
                    return chain;
                }
            }
            return null;
        }

        @Override
        public int getOrder() {
            return -100;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Wrapped {

        @Bean
        Repository repository() {
            return new Repository();
        }

        @Bean
        Wrapping repositoryMapping(ApplicationContext context) {
            Repositories repositories = new Repositories();
            repositories.setApplicationContext(context);
            repositories.afterPropertiesSet();
            return new Wrapping(repositories);
        }
    }

    @Test
    void ruleOfAHandlerBehindAMapping_isEnforced() {
        try (Running application = Running.start(data, GuideApplication.class, Wrapped.class)) {
            assertThat(application.get("/wrapped", "").statusCode()).isEqualTo(401);
            assertThat(application
                            .get("/wrapped", application.member("ada").bearer())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(application
                            .get("/wrapped", application.staff("boss").bearer())
                            .body())
                    .isEqualTo("wrapped");
        }
    }
}
