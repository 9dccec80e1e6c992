package dev.keycard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Keycard;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.web.KeycardApi;
import dev.keycard.web.WebConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/servlet.md} compiles: it stands here word for word. */
class ServletPageTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final Permission OWNED = Permission.ofObject(
            Note.class,
            (request, principal, note) -> principal instanceof AuthenticatedPrincipal signedIn
                    && note.owner().equals(signedIn.subject().id().toString()));

    record Note(String owner) {}

    interface Notes {
        Note find(String path);
    }

    @Test
    void codeOfThePage_standsHere() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "servlet.md"));
        String here = Files.readString(Path.of("src/test/java/dev/keycard/servlet/ServletPageTest.java"));
        List<String> blocks = BLOCK.matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(2).allSatisfy(block -> assertThat(here).contains(block));
    }

    static KeycardFilter register(Keycard engine, ServletContext application) {
        KeycardApi api = KeycardApi.over(engine, WebConfig.defaults());
        KeycardFilter keycard = KeycardFilter.builder(api.gate(), api.refusals())
                .endpoints(api.api())
                .permission("catalogue", Permissions.ALLOW_ANY)
                .permission("report", Permissions.IS_ADMIN_USER)
                .build();
        FilterRegistration.Dynamic filter = application.addFilter("keycard", keycard);
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
        return keycard;
    }

    static String owned(KeycardFilter keycard, HttpServletRequest request, Notes notes) {
        if (request.getPathInfo() != null) {
            Note note = keycard.gate().require(request, OWNED, notes.find(request.getPathInfo()));
            return note.owner();
        }
        return "";
    }
}
