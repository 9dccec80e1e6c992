package dev.keycard.permission;

import java.util.ArrayList;
import java.util.List;

/** Splits the text of a permission into tokens. For one thread. */
final class Lexer {

    /** The kind of a token. */
    enum Kind {
        WORD,
        QUOTED,
        OPEN,
        CLOSE,
        END
    }

    /**
     * A token.
     *
     * @param text without quotes
     * @param position of its first character, counted from 1
     */
    record Part(Kind kind, String text, int position) {

        boolean is(Kind other) {
            return kind == other;
        }

        boolean isWord(String word) {
            return kind == Kind.WORD && text.equals(word);
        }
    }

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens; the last one is {@link Kind#END}. */
    static List<Part> parts(String text) {
        Lexer lexer = new Lexer(text);
        List<Part> parts = new ArrayList<>();
        do {
            parts.add(lexer.next());
        } while (!parts.get(parts.size() - 1).is(Kind.END));
        return List.copyOf(parts);
    }

    private Part next() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        int start = at + 1;
        if (at == text.length()) {
            return new Part(Kind.END, "the end", start);
        }
        return switch (text.charAt(at)) {
            case '(' -> symbol(Kind.OPEN);
            case ')' -> symbol(Kind.CLOSE);
            case '\'' -> new Part(Kind.QUOTED, quoted(), start);
            default -> new Part(Kind.WORD, word(), start);
        };
    }

    private Part symbol(Kind kind) {
        at++;
        return new Part(kind, text.substring(at - 1, at), at);
    }

    /** Two quotes within quotes mean one quote. */
    private String quoted() {
        int start = at + 1;
        StringBuilder meant = new StringBuilder();
        for (at++; at < text.length(); at++) {
            if (text.charAt(at) != '\'') {
                meant.append(text.charAt(at));
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '\'') {
                meant.append(text.charAt(at++));
            } else {
                at++;
                return meant.toString();
            }
        }
        throw PermissionLanguage.refused(start, "the quote that is opened there is never closed");
    }

    private String word() {
        int start = at;
        while (at < text.length() && !isBlank(text.charAt(at)) && "()'".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
