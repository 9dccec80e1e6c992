package dev.keycard.web.openapi;

import dev.keycard.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.node.ObjectNode;

/** The shapes of bodies and parameters, kept as JSON beside this class. */
final class Schemas {

    /** What stands before a schema's name in a reference. */
    static final String PREFIX = "#/components/schemas/";

    private static final String FILE = "components.json";

    private Schemas() {}

    /** The members {@code schemas} and {@code parameters} of the document's components. */
    static ObjectNode components() {
        try (InputStream file = Schemas.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return Json.readObject(file.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
