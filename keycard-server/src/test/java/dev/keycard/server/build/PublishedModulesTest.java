package dev.keycard.server.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedModulesTest {

    private static final String BOM = "keycard-bom";

    private final Pom root = Pom.in(Pom.root());
    private final Pom bom = Pom.in(Pom.root().resolve(BOM));

    @Test
    void bom_hasEveryPublishedModuleAndNoOther() {
        List<String> published = root.modules().stream()
                .filter(Pom::isPublished)
                .map(Pom::artifactId)
                .filter(module -> !module.equals(BOM))
                .toList();

        assertThat(published).contains("keycard-core", "keycard-server");
        assertThat(bom.managed()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void bom_hasTheVersionOfTheProject() {
        assertThat(bom.version()).isPresent().isEqualTo(root.version());
    }

    @Test
    void modulesThatAreNotPublished_haveNoSourcesJarAndNoJavadocJar() {
        assertThat(root.modules())
                .filteredOn(module -> !module.isPublished())
                .isNotEmpty()
                .allSatisfy(module -> assertThat(List.of("maven.source.skip", "maven.javadoc.skip", "japicmp.skip"))
                        .allSatisfy(property ->
                                assertThat(module.property(property)).contains("true")));
    }
}
