package dev.keycard.web.openapi;

import dev.keycard.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of bodies and parameters, stored as JSON beside this class. */
final class Schemas {

    /** The part of a reference before the name of the schema. */
    static final String PREFIX = "#/components/schemas/";

    private static final String FILE = "components.json";

    private Schemas() {}

    /** The members {@code schemas} and {@code parameters} of the components. */
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
