package dev.keycard.address;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The elements of a header from the last to the first: the nearest proxy wrote the last one, and a client may have written
 * those before it. So an element is read independently of the text to its left, even if that has an unclosed quotation mark.
 * For one thread.
 */
final class Hops implements Iterator<String> {

    private final List<String> lines;
    private int line;
    private int end;

    /** @param lines the values of all lines of the header, in order */
    Hops(List<String> lines) {
        this.lines = lines;
        this.line = lines.size();
        this.end = -1;
    }

    @Override
    public boolean hasNext() {
        return end >= 0 || line > 0;
    }

    /** The element without the blanks around it, which may be empty. */
    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (end < 0) {
            line--;
            end = lines.get(line).length();
        }
        String text = lines.get(line);
        int comma = commaBefore(text, end);
        String element = text.substring(comma + 1, end);
        end = comma;
        return element.strip();
    }

    /** The position of the last comma outside quotes; -1 if there is none. */
    private static int commaBefore(String text, int end) {
        boolean quoted = false;
        for (int i = end - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
