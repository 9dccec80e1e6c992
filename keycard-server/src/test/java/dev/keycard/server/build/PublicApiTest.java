package dev.keycard.server.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.keycard.api.Internal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A public type of a published module is API, in a package that {@code VERSIONING.md} lists, or it is marked by {@link Internal}.
 * The server is a program and has no API.
 */
class PublicApiTest {

    private static final Path ROOT = Pom.root();
    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(libraries());

    @Test
    void packagesOfTheApi_areThoseThatThePageLists() throws IOException {
        Set<String> packages = api().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages).isEqualTo(listed());
    }

    @Test
    void api_showsNoInternalType() {
        assertThat(api().flatMap(PublicApiTest::leaksOf)).isEmpty();
    }

    private static Stream<JavaClass> api() {
        return CLASSES.stream().filter(PublicApiTest::isApi);
    }

    private static Stream<String> leaksOf(JavaClass type) {
        Stream<String> ofMembers = type.getMembers().stream()
                .filter(PublicApiTest::isApi)
                .flatMap(member -> typesIn(member)
                        .filter(PublicApiTest::isInternal)
                        .map(shown -> member.getFullName() + " shows " + shown.getName()));
        Stream<String> above = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                .filter(PublicApiTest::isInternal)
                .map(shown -> type.getName() + " is a " + shown.getName());
        return Stream.concat(ofMembers, above);
    }

    private static Stream<JavaClass> typesIn(JavaMember member) {
        Stream<JavaType> types = member instanceof JavaCodeUnit code
                ? Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream())
                : Stream.of(((JavaField) member).getType());
        return types.flatMap(type -> type.getAllInvolvedRawTypes().stream()).map(JavaClass::getBaseComponentType);
    }

    private static boolean isApi(JavaMember member) {
        return isVisible(member.getModifiers())
                && !member.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !member.isAnnotatedWith(Internal.class);
    }

    private static boolean isApi(JavaClass type) {
        return isVisible(type.getModifiers())
                && !type.isAnnotatedWith(Internal.class)
                && type.getEnclosingClass().map(PublicApiTest::isApi).orElse(true);
    }

    /** A type that is public, and not API. Applications cannot name others anyway. */
    private static boolean isInternal(JavaClass type) {
        return CLASSES.contain(type.getName()) && isVisible(type.getModifiers()) && !isApi(type);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    /** The packages in the section of the page about Java packages. */
    private static Set<String> listed() throws IOException {
        String page = Files.readString(ROOT.resolve("VERSIONING.md"));
        String from = page.substring(page.indexOf("## Packages of the Java API"));
        String section = from.substring(0, from.indexOf("\n## ", 1));
        return Pattern.compile("`(dev\\.keycard[\\w.]*)`")
                .matcher(section)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> libraries() {
        return Pom.in(ROOT).modules().stream()
                .filter(Pom::isPublished)
                .map(Pom::folder)
                .filter(module -> !module.endsWith("keycard-server"))
                .map(module -> module.resolve("target/classes"))
                .filter(Files::exists)
                .toList();
    }
}
