package dev.keycard.server.testing;

import java.nio.charset.StandardCharsets;

/** Reads the one header that tests read: the status, with which each answer begins (RFC 7541). */
final class HpackStatus {

    private static final int[] INDEXED = {200, 204, 206, 304, 400, 404, 500};
    private static final int FIRST_INDEX = 0x88;
    private static final int HUFFMAN = 0x80;

    private HpackStatus() {}

    static int read(byte[] block) {
        int at = 0;
        while ((block[at] & 0xe0) == 0x20) {
            at = afterTableSize(block, at);
        }
        int first = block[at] & 0xff;
        return first >= FIRST_INDEX ? INDEXED[first - FIRST_INDEX] : Integer.parseInt(literal(block, at + 1));
    }

    private static int afterTableSize(byte[] block, int at) {
        int next = at + 1;
        if ((block[at] & 0x1f) == 0x1f) {
            while ((block[next] & 0x80) != 0) {
                next++;
            }
            next++;
        }
        return next;
    }

    private static String literal(byte[] block, int at) {
        return (block[at] & HUFFMAN) == 0
                ? new String(block, at + 1, block[at], StandardCharsets.US_ASCII)
                : huffman(block, at + 1);
    }

    /** Appendix B: digits 0 to 2 have five bits, the others six. */
    private static String huffman(byte[] block, int at) {
        StringBuilder digits = new StringBuilder();
        int bit = 0;
        while (digits.length() < 3) {
            int five = bits(block, at, bit, 5);
            if (five <= 2) {
                digits.append(five);
                bit += 5;
            } else {
                digits.append(bits(block, at, bit, 6) - 0x19 + 3);
                bit += 6;
            }
        }
        return digits.toString();
    }

    private static int bits(byte[] block, int at, int from, int count) {
        int value = 0;
        for (int bit = from; bit < from + count; bit++) {
            value = (value << 1) | ((block[at + bit / 8] >> (7 - bit % 8)) & 1);
        }
        return value;
    }
}
