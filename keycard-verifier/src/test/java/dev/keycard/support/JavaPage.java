package dev.keycard.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation whose Java blocks make one program: their imports are put together, their types become types of the
 * program, and their statements follow each other in one method. A block of plain {@code text} behind a Java block is what that
 * block prints. {@link #run} compiles the program as Java 17 and runs it in a process of its own.
 */
public final class JavaPage {

    private static final Pattern FENCED =
            Pattern.compile("^```(java|text)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("^import [^;]+;\\n", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile(
            "^(@\\w+\\s+)?(public |static |final |sealed )*(class|record|interface|enum) ", Pattern.MULTILINE);
    private static final String END_OF_BLOCK = "-- end of block --";
    private static final long SECONDS = 60;

    /**
     * One block of Java.
     *
     * @param printed what it prints according to the page; empty if the page does not say
     */
    private record Block(String code, String printed) {}

    private final Path page;
    private final List<Block> blocks;

    private JavaPage(Path page, List<Block> blocks) {
        this.page = page;
        this.blocks = blocks;
    }

    /** Reads a page. */
    public static JavaPage of(Path page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher fenced = FENCED.matcher(Files.readString(page));
        while (fenced.find()) {
            if (fenced.group(1).equals("java")) {
                blocks.add(new Block(fenced.group(2), ""));
            } else if (!blocks.isEmpty()) {
                Block last = blocks.remove(blocks.size() - 1);
                blocks.add(new Block(last.code(), fenced.group(2)));
            }
        }
        if (blocks.isEmpty()) {
            throw new IllegalStateException(page + " has no Java");
        }
        return new JavaPage(page, blocks);
    }

    /**
     * Runs the page's program in a folder, with the class path of this process.
     *
     * @throws AssertionError if it does not compile, fails, or a block prints something else than the page says
     */
    public void run(Path folder) throws IOException, InterruptedException {
        Path program = Files.writeString(folder.resolve("Page.java"), source());
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "--source",
                        "17",
                        program.toString())
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        String output;
        try (InputStream out = process.getInputStream()) {
            output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(page + " does not run:\n" + Files.readString(errors) + "\n" + source());
        }
        compare(output);
    }

    private void compare(String output) {
        String[] printed = output.split(END_OF_BLOCK + "\n", -1);
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (!printed[i].strip().equals(block.printed().strip())) {
                throw new AssertionError(page + ": the block\n" + block.code() + "\nprints\n" + printed[i]
                        + "\nbut the page says\n" + block.printed());
            }
        }
    }

    private String source() {
        StringBuilder imports = new StringBuilder();
        StringBuilder types = new StringBuilder();
        StringBuilder statements = new StringBuilder();
        for (Block block : blocks) {
            Matcher imported = IMPORT.matcher(block.code());
            while (imported.find()) {
                imports.append(imported.group());
            }
            String code = IMPORT.matcher(block.code()).replaceAll("");
            (TYPE.matcher(code.strip()).lookingAt() ? types : statements).append(code);
            statements.append("System.out.println(\"").append(END_OF_BLOCK).append("\");\n");
        }
        String main = "public static void main(String[] arguments) throws Exception {\n" + statements + "}\n";
        return imports + "class Page {\n" + types + main + "}\n";
    }
}
