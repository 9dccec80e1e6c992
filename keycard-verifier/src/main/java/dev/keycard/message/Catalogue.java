package dev.keycard.message;

import dev.keycard.api.Internal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The messages of one language, by their keys. Arguments are written {@code {0}}, {@code {1}} and so on. Immutable and
 * thread-safe.
 */
@Internal
public final class Catalogue implements Translator {

    private final String language;
    private final Map<String, String> sentences;

    private Catalogue(String language, Map<String, String> sentences) {
        this.language = language;
        this.sentences = Map.copyOf(sentences);
    }

    /** Loads the catalogue of a language, by its tag: {@code messages_<language>.properties}, in UTF-8. */
    public static Catalogue of(String language) {
        String file = "messages_" + language + ".properties";
        try (InputStream bytes = Catalogue.class.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IllegalArgumentException("there is no catalogue " + file);
            }
            Properties read = new Properties();
            read.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            Map<String, String> sentences = new HashMap<>();
            read.forEach((key, sentence) -> sentences.put((String) key, (String) sentence));
            return new Catalogue(language, sentences);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The language's tag. */
    public String language() {
        return language;
    }

    /** The keys of its messages. */
    public Set<String> keys() {
        return sentences.keySet();
    }

    @Override
    public String say(Message message) {
        if (message instanceof Message.Literal literal) {
            return literal.sentence();
        }
        Message.Catalogued catalogued = (Message.Catalogued) message;
        String sentence = sentences.get(catalogued.key());
        if (sentence == null) {
            throw new IllegalArgumentException("nothing is called " + catalogued.key() + " in " + language);
        }
        return filled(sentence, catalogued.arguments());
    }

    private static String filled(String sentence, List<String> arguments) {
        String filled = sentence;
        for (int i = 0; i < arguments.size(); i++) {
            filled = filled.replace("{" + i + "}", arguments.get(i));
        }
        return filled;
    }
}
