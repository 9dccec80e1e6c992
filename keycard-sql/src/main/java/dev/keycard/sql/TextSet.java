package dev.keycard.sql;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A set of names in one column: a JSON array in alphabetical order, so that equal sets are equal texts. */
final class TextSet {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Set<String>> TYPE = new TypeReference<>() {};

    private TextSet() {}

    static String format(Set<String> names) {
        return JSON.writeValueAsString(new TreeSet<>(names));
    }

    static Set<String> parse(String json) {
        return JSON.readValue(json, TYPE);
    }
}
