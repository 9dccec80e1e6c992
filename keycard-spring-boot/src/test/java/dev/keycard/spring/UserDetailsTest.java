package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.keycard.id.UserId;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.User.UserBuilder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that has nothing but a {@code UserDetailsService} and a {@code PasswordEncoder}, and a sign-in of its own. */
class UserDetailsTest {

    private static final Pattern ACCESS = Pattern.compile("\"access\":\"([^\"]+)\"");

    @TempDir
    private static Path data;

    private static Running application;
    private static InMemoryUserDetailsManager users;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @RestController
    static class Shop {

        @Bean
        InMemoryUserDetailsManager users() {
            return new InMemoryUserDetailsManager();
        }

        @Bean
        PasswordEncoder passwordEncoder() {
            return PasswordEncoderFactories.createDelegatingPasswordEncoder();
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http.httpBasic(Customizer.withDefaults())
                    .authorizeHttpRequests(requests -> requests.requestMatchers("/editors")
                            .hasRole("editor")
                            .anyRequest()
                            .authenticated())
                    .build();
        }

        @GetMapping("/me")
        String me(java.security.Principal principal) {
            return principal.getName();
        }

        @GetMapping("/editors")
        String editors() {
            return "for editors";
        }

        @GetMapping("/permitted")
        @Permit(rule = "HasRole(editor)")
        String permitted() {
            return "for editors";
        }
    }

    @BeforeAll
    static void start() {
        application = Running.start(data, Shop.class);
        users = application.context().getBean(InMemoryUserDetailsManager.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static UserBuilder user(String name) {
        return User.withUsername(name)
                .password("{bcrypt}" + new BCryptPasswordEncoder(4).encode(Running.PASSWORD))
                .authorities("ROLE_editor", "note:write");
    }

    private static HttpResponse<String> signIn(String name, String password) {
        return application.send(
                "POST",
                "/api/token/",
                Map.of("Content-Type", "application/json"),
                "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}");
    }

    private static String bearer(String name) {
        Matcher access = ACCESS.matcher(signIn(name, Running.PASSWORD).body());
        assertThat(access.find()).isTrue();
        return "Bearer " + access.group(1);
    }

    private static int ownSignIn(String name, String password) {
        String pair = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return application.get("/me", "Basic " + pair).statusCode();
    }

    @Test
    void userSignsIn_withTheRolesOfTheApplication() {
        users.createUser(user("ada").build());

        String bearer = bearer("ada");

        assertThat(application.get("/me", bearer).body()).isEqualTo("ada");
        assertThat(application.get("/editors", bearer).statusCode()).isEqualTo(200);
        assertThat(application.get("/permitted", bearer).statusCode()).isEqualTo(200);
        assertThat(signIn("ADA", Running.PASSWORD).statusCode()).isEqualTo(200);
        users.createUser(user("reader").authorities("note:write").build());
        assertThat(application.get("/editors", bearer("reader")).statusCode()).isEqualTo(403);
    }

    @Test
    void hash_becomesTheOneThatTheEncoderPrefers_andTheOwnSignInGoesOn() {
        users.createUser(user("bea").password("{noop}" + Running.PASSWORD).build());
        assertThat(ownSignIn("bea", Running.PASSWORD)).isEqualTo(200);
        users.createUser(user("bob").password("{noop}" + Running.PASSWORD).build());

        assertThat(signIn("bob", "wrong").statusCode()).isEqualTo(401);
        assertThat(users.loadUserByUsername("bob").getPassword()).startsWith("{noop}");
        assertThat(signIn("bob", Running.PASSWORD).statusCode()).isEqualTo(200);

        assertThat(users.loadUserByUsername("bob").getPassword()).startsWith("{bcrypt}$2a$10$");
        assertThat(ownSignIn("bob", Running.PASSWORD)).isEqualTo(200);
        assertThat(ownSignIn("bob", "wrong")).isEqualTo(401);
        assertThat(signIn("bob", Running.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void accountThatSpringSecurityRefuses_doesNotSignIn() {
        users.createUser(user("disabled").disabled(true).build());
        users.createUser(user("locked").accountLocked(true).build());
        users.createUser(user("expired").accountExpired(true).build());
        users.createUser(user("outdated").credentialsExpired(true).build());
        for (String name : new String[] {"disabled", "locked", "expired", "outdated", "unknown", ""}) {
            assertThat(signIn(name, Running.PASSWORD).statusCode()).as(name).isBetween(400, 401);
        }
    }

    @Test
    void guesses_areThrottled() {
        users.createUser(user("cy").build());
        int status = 0;
        for (int guess = 0; guess < 12; guess++) {
            status = signIn("cy", "wrong").statusCode();
        }
        assertThat(status).isEqualTo(429);
    }

    @Test
    void changes_endWhatWasIssued() {
        users.createUser(user("dan").build());
        UserId dan = new UserId("dan");
        String first = bearer("dan");

        users.updateUser(user("dan").disabled(true).build());
        application.keycard().accounts().suspend(dan);
        assertThat(application.get("/me", first).statusCode()).isEqualTo(401);
        users.updateUser(user("dan").build());
        application.keycard().accounts().resume(dan);
        application.keycard().accounts().userChanged(dan);
        String second = bearer("dan");
        assertThat(application.get("/me", second).statusCode()).isEqualTo(200);

        application.keycard().accounts().credentialsChanged(dan);
        assertThat(application.get("/me", second).statusCode()).isEqualTo(401);
        String third = bearer("dan");

        users.deleteUser("dan");
        application.keycard().accounts().userDeleted(dan);
        assertThat(application.get("/me", third).statusCode()).isEqualTo(401);
        users.createUser(user("dan").build());
        assertThat(signIn("dan", Running.PASSWORD).statusCode())
                .as("the name is not given again")
                .isEqualTo(401);
    }

    /** Names that are written in another way as ids. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "Anna Maria Vogt", "0", "~tilde", "j\u00fcrgen"})
    void userOfAnyName_isDeletedByTheIdOfTheName(String name) {
        users.createUser(user(name).build());
        String bearer = bearer(name);
        assertThat(application.get("/me", bearer).statusCode()).isEqualTo(200);

        users.deleteUser(name);
        application.keycard().accounts().userDeleted(UserDetailsMapping.idOfName(name));

        assertThat(application.get("/me", bearer).statusCode()).isEqualTo(401);
        users.createUser(user(name).build());
        assertThat(application.get("/me", bearer).statusCode()).isEqualTo(401);
        assertThat(signIn(name, Running.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void whatOnlyKeycardsOwnUsersHave_isAbsent() {
        users.createUser(user("eve").build());
        HttpResponse<String> change =
                application.send("POST", "/api/password/change/", Map.of("Authorization", bearer("eve")), "{}");
        assertThat(change.statusCode()).isEqualTo(404);
        assertThatIllegalStateException()
                .isThrownBy(() -> application.keycard().users())
                .withMessageContaining("directory");
    }
}
