package dev.keycard.spring;

import dev.keycard.Keycard;
import dev.keycard.audit.AuditContext;
import dev.keycard.client.Client;
import dev.keycard.login.BeginResult;
import dev.keycard.login.TokenPair;
import dev.keycard.staff.UserResult;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** A running application on a real Tomcat, or Netty if it is reactive, with users. */
final class Running implements AutoCloseable {

    static final String PASSWORD = "quiet-Lantern-over-7-rivers";

    private final ConfigurableApplicationContext context;

    /** A user of the application. */
    final class Member {

        private final User user;

        private Member(User user) {
            this.user = user;
        }

        String id() {
            return user.id().toString();
        }

        User user() {
            return user;
        }

        /** The header with an access token of a new login. */
        String bearer() {
            BeginResult<TokenPair> begun = keycard().tokens().issue(user, Client.unknown());
            return "Bearer " + ((BeginResult.Begun<TokenPair>) begun).value().access();
        }

        /** Ends all logins of the user. */
        void endLogins() {
            keycard().logins().endAll(user.id(), AuditContext.at(Instant.now()));
        }

        /** A new API token with all rights of its user. */
        String unlimitedToken() {
            return keycard()
                    .apiTokens()
                    .create(user, "", Set.of(), null)
                    .orElseThrow()
                    .secret()
                    .reveal();
        }

        /** A new API token with that scope. */
        String apiToken(String scope) {
            return keycard()
                    .apiTokens()
                    .create(user, "", Set.of(scope), null)
                    .orElseThrow()
                    .secret()
                    .reveal();
        }
    }

    private Running(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** An application without a database of its own. */
    static Running start(Path data, Class<?>... sources) {
        return start(
                sources,
                "--spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName(),
                "--keycard.data=" + data);
    }

    /** An application without a database, with properties of its own. */
    static Running startAlone(Class<?> source, String... properties) {
        return startAlone(new Class<?>[] {source}, properties);
    }

    static Running startAlone(Class<?>[] sources, String... properties) {
        return start(sources, alone(properties));
    }

    /** The properties of an application without a database. */
    static String[] alone(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("--spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName());
        return all.toArray(String[]::new);
    }

    static Running start(Class<?>[] sources, String... properties) {
        List<String> arguments = new ArrayList<>(
                List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off"));
        arguments.addAll(List.of(properties));
        return new Running(new SpringApplication(sources).run(arguments.toArray(String[]::new)));
    }

    /** The port is another one when the context was started again. */
    private Http http() {
        return new Http(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    String origin() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    Keycard keycard() {
        return context.getBean(Keycard.class);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    Member member(String name, String... roles) {
        return create(NewUser.named(Username.of(name))
                .with(user -> user.toBuilder().roles(Set.of(roles)).build()));
    }

    Member staff(String name) {
        return create(NewUser.named(Username.of(name)).withRights(true, false));
    }

    private Member create(NewUser user) {
        return new Member(((UserResult.Done) keycard().users().create(user, PASSWORD)).user());
    }

    /** The headers with which a page of the application sends requests in a new session of the member. */
    Map<String, String> session(String name) {
        String fresh = cookies(send("GET", "/api/session/", Map.of(), ""));
        HttpResponse<String> begun = send(
                "POST",
                "/api/session/login/",
                Map.of("Content-Type", "application/json", "Cookie", fresh, "X-CSRFToken", csrf(fresh)),
                "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}");
        return Map.of("Cookie", cookies(begun), "X-CSRFToken", csrf(cookies(begun)));
    }

    private static String cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
    }

    private static String csrf(String cookies) {
        return cookies.replaceAll("(?:.*; )?keycard_csrf=([^;]*).*", "$1");
    }

    HttpResponse<String> get(String path, String authorization) {
        return http().get(path, authorization);
    }

    HttpResponse<String> send(String method, String path, Map<String, String> headers, String body) {
        return http().send(method, path, headers, body);
    }

    @Override
    public void close() {
        context.close();
    }
}
