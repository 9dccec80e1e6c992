package dev.keycard.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.gate.BearerAuthenticator;
import dev.keycard.gate.Gate;
import dev.keycard.gate.RefusalListener;
import dev.keycard.gate.Refusals;
import dev.keycard.gate.Throttle;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.verifier.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** The code of {@code docs/webflux.md} compiles: it stands here word for word. */
class WebFluxPageTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final Permission OWNED = Permission.ofObject(
            Note.class,
            (request, principal, object) -> principal instanceof AuthenticatedPrincipal signedIn
                    && object.owner().equals(signedIn.subject().id().toString()));

    record Note(String owner) {}

    @Test
    void codeOfThePage_standsHere() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "webflux.md"));
        String here = Files.readString(Path.of("src/test/java/dev/keycard/webflux/WebFluxPageTest.java"));
        List<String> blocks = BLOCK.matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(2).allSatisfy(block -> assertThat(here).contains(block));
    }

    interface Notes {
        Mono<Note> find(String id);
    }

    static KeycardWebFilter filter(Verifier verifier) {
        BearerAuthenticator bearer = new BearerAuthenticator(verifier);
        Gate gate = new Gate(List.of(bearer), Throttle.unlimited(), RefusalListener.none());
        PathPattern open = PathPatternParser.defaultInstance.parse("/catalogue/**");
        KeycardWebFilter keycard = KeycardWebFilter.builder(gate, Refusals.of(List.of(bearer)))
                .permission(
                        exchange -> open.matches(exchange.getRequest().getPath().pathWithinApplication())
                                ? Permissions.ALLOW_ANY
                                : Permissions.IS_AUTHENTICATED)
                .build();
        return keycard;
    }

    static Mono<Note> owned(Notes notes, String id) {
        return notes.find(id).flatMap(note -> ReactiveKeycard.require(OWNED, note));
    }
}
