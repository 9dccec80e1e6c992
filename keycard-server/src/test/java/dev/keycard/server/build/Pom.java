package dev.keycard.server.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A POM of this project as it is written, without what Maven adds to it. */
record Pom(Path folder, Element project) {

    /** The root of the project: the first folder above the working directory's that has the launcher. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("keycard"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the launcher is above the working directory");
        }
        return folder;
    }

    static Pom in(Path folder) {
        return at(folder.resolve("pom.xml"));
    }

    static Pom at(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return new Pom(
                    Objects.requireNonNull(file.getParent()),
                    factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read the POM " + file, e);
        }
    }

    List<Pom> modules() {
        return children(project, "modules")
                .flatMap(modules -> children(modules, "module"))
                .map(module -> in(folder.resolve(module.getTextContent())))
                .toList();
    }

    String artifactId() {
        return text("artifactId").orElseThrow();
    }

    Optional<String> version() {
        return text("version");
    }

    Optional<String> property(String name) {
        return children(project, "properties")
                .flatMap(properties -> children(properties, name))
                .map(Element::getTextContent)
                .findFirst();
    }

    /** All properties, by their names. */
    Map<String, String> properties() {
        Map<String, String> found = new TreeMap<>();
        for (Element properties : children(project, "properties").toList()) {
            NodeList all = properties.getElementsByTagName("*");
            for (int i = 0; i < all.getLength(); i++) {
                found.put(all.item(i).getNodeName(), all.item(i).getTextContent());
            }
        }
        return found;
    }

    /** Whether the module goes to repositories; one that does not says so with {@code maven.deploy.skip}. */
    boolean isPublished() {
        return !property("maven.deploy.skip").equals(Optional.of("true"));
    }

    /** The artifacts whose versions this POM manages. */
    List<String> managed() {
        return children(project, "dependencyManagement")
                .flatMap(management -> children(management, "dependencies"))
                .flatMap(dependencies -> children(dependencies, "dependency"))
                .flatMap(dependency -> children(dependency, "artifactId"))
                .map(Element::getTextContent)
                .toList();
    }

    private Optional<String> text(String name) {
        return children(project, name).map(Element::getTextContent).findFirst();
    }

    private static Stream<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found.stream();
    }
}
