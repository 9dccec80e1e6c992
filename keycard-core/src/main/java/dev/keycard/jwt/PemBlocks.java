package dev.keycard.jwt;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Takes a PEM text apart. */
final class PemBlocks {

    private PemBlocks() {}

    /** The blocks in their order. Environment variables carry line breaks in their escaped form, YAML blocks are indented. */
    static List<PemObject> of(String text) throws IOException {
        String lines = (text.contains("\n") ? text : text.replace("\\n", "\n"))
                .lines()
                .map(String::strip)
                .collect(Collectors.joining("\n"));
        PemReader reader = new PemReader(new StringReader(lines));
        List<PemObject> blocks = new ArrayList<>();
        for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
            blocks.add(block);
        }
        return blocks;
    }
}
