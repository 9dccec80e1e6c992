package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.members.Member;
import dev.keycard.spring.members.MemberRepository;
import dev.keycard.spring.members.MemberService;
import dev.keycard.spring.members.MembersApplication;
import dev.keycard.testkit.PostgresServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The users are JPA entities with UUIDs and hashes of Spring Security, on PostgreSQL. */
@Tag("long")
class MembersTest {

    private static final Pattern ACCESS = Pattern.compile("\"access\":\"([^\"]+)\"");

    @TempDir
    private static Path data;

    private static Running application;
    private static MemberRepository members;
    private static MemberService service;
    private static int made;

    @BeforeAll
    static void start() {
        application = Running.start(
                new Class<?>[] {MembersApplication.class},
                "--spring.datasource.url=" + PostgresServer.shared().emptyDatabase(),
                "--spring.jpa.hibernate.ddl-auto=create",
                "--keycard.data=" + data);
        members = application.context().getBean(MemberRepository.class);
        service = application.context().getBean(MemberService.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static Member member(String hash) {
        return members.save(new Member(UUID.randomUUID(), "m" + ++made + "@example.org", hash, "free"));
    }

    private static String weak() {
        return "{bcrypt}" + new BCryptPasswordEncoder(4).encode(Running.PASSWORD);
    }

    private static HttpResponse<String> signIn(String name, String password) {
        return application.send(
                "POST",
                "/api/token/",
                Map.of("Content-Type", "application/json"),
                "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}");
    }

    private static String bearer(Member member) {
        Matcher access = ACCESS.matcher(signIn(member.mail(), Running.PASSWORD).body());
        assertThat(access.find()).isTrue();
        return "Bearer " + access.group(1);
    }

    @Test
    void memberSignsIn_andTheHashBecomesTheEncodersOwn() {
        Member ada = member(weak());

        String bearer = bearer(ada);

        assertThat(application.get("/me", bearer).body()).contains(ada.id().toString(), "\"free\"");
        String hash = members.findById(ada.id()).orElseThrow().hash();
        assertThat(hash).startsWith("{bcrypt}$2a$10$");
        assertThat(application.context().getBean(PasswordEncoder.class).matches(Running.PASSWORD, hash))
                .isTrue();
        assertThat(signIn(ada.mail().toUpperCase(java.util.Locale.ROOT), Running.PASSWORD)
                        .statusCode())
                .isEqualTo(200);
        assertThat(signIn(ada.mail(), "wrong").statusCode()).isEqualTo(401);
        assertThat(signIn("nobody@example.org", "wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void hashOfAnUnknownKind_matchesNothing_andIsNoError() {
        assertThat(signIn(member("{rot13}uryyb").mail(), "hello").statusCode()).isEqualTo(401);
        assertThat(signIn(member("").mail(), "hello").statusCode()).isEqualTo(401);
    }

    @Test
    void blockedMember_isRefusedAtOnce_untilTheyAreUnblocked() {
        Member bob = member(weak());
        String before = bearer(bob);

        service.block(bob.id());

        assertThat(application.get("/me", before).statusCode()).isEqualTo(401);
        assertThat(signIn(bob.mail(), Running.PASSWORD).statusCode()).isEqualTo(401);
        service.unblock(bob.id());
        assertThat(application.get("/me", before).statusCode()).isEqualTo(401);
        assertThat(application.get("/me", bearer(bob)).statusCode()).isEqualTo(200);
    }

    @Test
    void anotherPlan_countsAtOnce() {
        Member cy = member(weak());
        String bearer = bearer(cy);

        service.upgrade(cy.id(), "premium");

        assertThat(application.get("/me", bearer).body()).contains("premium");
    }

    @Test
    void deletedMember_isRefusedAtOnce() {
        Member dan = member(weak());
        String before = bearer(dan);

        service.delete(dan.id());

        assertThat(application.get("/me", before).statusCode()).isEqualTo(401);
        assertThat(signIn(dan.mail(), Running.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void codeOfThePage_isThisApplication() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "own-users.md"));
        for (String name : new String[] {"Members", "MemberRepository", "MemberService"}) {
            String source = Files.readString(Path.of("src/test/java/dev/keycard/spring/members", name + ".java"));
            String type = source.substring(source.lastIndexOf("import "));
            assertThat(page).contains(type.substring(type.indexOf('\n')).strip());
        }
    }
}
