package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.login.ClaimsContributor;
import dev.keycard.mail.Mail;
import dev.keycard.mail.Outbox;
import dev.keycard.password.PasswordHasher;
import dev.keycard.password.Verdict;
import dev.keycard.staff.UserResult;
import dev.keycard.user.EmailState;
import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application brings as a bean takes the place of Keycard's own. */
class ReplacedBeansTest {

    private static final Duration BEHIND = Duration.ofDays(400);
    private static final Pattern ACCESS = Pattern.compile("\"access\":\"[^.]+\\.([^.]+)\\.");
    private static final BlockingQueue<Mail> MAILS = new LinkedBlockingQueue<>();

    @TempDir
    private static Path data;

    private static Running application;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {

        @Bean
        Clock clock() {
            return Clock.offset(Clock.systemUTC(), BEHIND.negated());
        }

        @Bean
        PasswordHasher hasher() {
            return new Backwards();
        }

        @Bean
        Outbox outbox() {
            return MAILS::offer;
        }

        @Bean
        ClaimsContributor department() {
            return (user, login) -> Map.of("department", "sales");
        }

        @Bean
        ClaimsContributor region() {
            return (user, login) -> Map.of("region", "north");
        }
    }

    private static final class Backwards implements PasswordHasher {

        @Override
        public String hash(String password) {
            return "backwards:" + new StringBuilder(password).reverse();
        }

        @Override
        public Verdict verify(String password, String encoded) {
            if (!encoded.startsWith("backwards:")) {
                return Verdict.UNUSABLE;
            }
            return hash(password).equals(encoded) ? Verdict.MATCH : Verdict.MISMATCH;
        }

        @Override
        public boolean isOutdated(String encoded) {
            return false;
        }
    }

    @BeforeAll
    static void start() {
        application = Running.startAlone(
                Shop.class, "--keycard.data=" + data, "--keycard.server.public-url=http://127.0.0.1");
        NewUser ada = NewUser.named(Username.of("ada"))
                .with(user -> user.withEmail("ada@example.org").withEmailState(EmailState.CONFIRMED));
        assertThat(application.keycard().users().create(ada, Running.PASSWORD)).isInstanceOf(UserResult.Done.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static HttpResponse<String> post(String path, String body) {
        return application.send("POST", path, Map.of("Content-Type", "application/json"), body);
    }

    private static String claims() {
        HttpResponse<String> pair =
                post("/api/token/", "{\"username\":\"ada\",\"password\":\"" + Running.PASSWORD + "\"}");
        assertThat(pair.statusCode()).as(pair.body()).isEqualTo(200);
        Matcher payload = ACCESS.matcher(pair.body());
        assertThat(payload.find()).isTrue();
        return new String(Base64.getUrlDecoder().decode(payload.group(1)), StandardCharsets.UTF_8);
    }

    @Test
    void hasher_hashesPasswords() {
        assertThat(application.keycard().passwords().hash("abc")).isEqualTo("backwards:cba");
        assertThat(claims()).isNotEmpty();
        assertThat(post("/api/token/", "{\"username\":\"ada\",\"password\":\"wrong\"}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void contributors_allAddClaims() {
        assertThat(claims()).contains("\"department\":\"sales\"", "\"region\":\"north\"");
    }

    @Test
    void clock_saysWhenTokensAreIssued() {
        Matcher issued = Pattern.compile("\"iat\":(\\d+)").matcher(claims());
        assertThat(issued.find()).isTrue();
        assertThat(Instant.ofEpochSecond(Long.parseLong(issued.group(1))))
                .isBefore(Instant.now().minus(BEHIND).plusSeconds(60));
    }

    @Test
    void outbox_takesMail_alsoForHashesOfTheApplication() throws InterruptedException {
        assertThat(post("/api/password/reset/", "{\"email\":\"ada@example.org\"}")
                        .statusCode())
                .isEqualTo(202);
        Mail mail = MAILS.poll(10, TimeUnit.SECONDS);
        assertThat(mail).isNotNull();
        assertThat(mail.to()).isEqualTo("ada@example.org");
    }
}
