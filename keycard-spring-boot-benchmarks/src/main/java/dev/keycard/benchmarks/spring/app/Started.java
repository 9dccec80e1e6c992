package dev.keycard.benchmarks.spring.app;

import java.util.Locale;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts an application on a free port, and tells the measuring program about it in lines of the standard output. */
final class Started {

    private Started() {}

    static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        SpringApplication starting = new SpringApplication(application);
        starting.setBannerMode(Banner.Mode.OFF);
        return starting.run(properties);
    }

    static void ready(ConfigurableApplicationContext context) {
        tell("port", context.getEnvironment().getRequiredProperty("local.server.port"));
        tell("ready", "");
    }

    static void tell(String name, String value) {
        System.out.printf(Locale.ROOT, "bench %s %s%n", name, value);
    }
}
