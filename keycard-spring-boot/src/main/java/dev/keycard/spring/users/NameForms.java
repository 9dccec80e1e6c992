package dev.keycard.spring.users;

import java.text.Normalizer;

/** Forms of a name that a database may take for the same. Stateless. */
final class NameForms {

    private NameForms() {}

    /**
     * The name with each letter in the other case, which each comparison without regard to case takes for the same; for a name
     * without such letters, its form in NFKC. The name itself, if it has neither.
     */
    static String otherCase(String name) {
        StringBuilder other = new StringBuilder(name.length());
        name.codePoints().map(NameForms::otherCase).forEach(other::appendCodePoint);
        String swapped = other.toString();
        return swapped.equals(name) ? Normalizer.normalize(name, Normalizer.Form.NFKC) : swapped;
    }

    private static int otherCase(int letter) {
        int upper = Character.toUpperCase(letter);
        return upper == letter ? Character.toLowerCase(letter) : upper;
    }

    /** Whether it has no blanks around it, which databases ignore. */
    static boolean isTrimmed(String name) {
        return name.strip().equals(name);
    }
}
