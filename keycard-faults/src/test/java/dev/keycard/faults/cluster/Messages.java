package dev.keycard.faults.cluster;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts one direction of a PostgreSQL connection into messages. For one thread. */
final class Messages {

    /** One message. Immutable. */
    static final class Message {

        private static final int HEAD = 5;

        private final char type;
        private final byte[] bytes;

        private Message(char type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        /** Its first byte; 0 for the messages that begin a connection, which have none. */
        char type() {
            return type;
        }

        /** The whole message, which must not be changed. */
        byte[] bytes() {
            return bytes;
        }

        /** The text that begins at an index of the body and ends with a zero. */
        String textAt(int index) {
            int from = HEAD + index;
            int to = from;
            while (to < bytes.length && bytes[to] != 0) {
                to++;
            }
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }

        /** The text after {@link #textAt} of the same index. */
        String textAfter(int index) {
            return textAt(index + textAt(index).getBytes(StandardCharsets.UTF_8).length + 1);
        }

        char charAt(int index) {
            return (char) bytes[HEAD + index];
        }
    }

    private static final int LENGTH = 4;

    private byte[] pending = new byte[0];
    private boolean beginning;

    /** @param beginning whether the first message has no type */
    Messages(boolean beginning) {
        this.beginning = beginning;
    }

    /** Adds bytes, and returns the messages that are now whole. */
    List<Message> add(byte[] bytes, int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(pending.length + count);
        all.writeBytes(pending);
        all.write(bytes, 0, count);
        byte[] buffer = all.toByteArray();
        List<Message> whole = new ArrayList<>();
        int from = 0;
        for (int size = size(buffer, from); size > 0; size = size(buffer, from)) {
            byte[] message = Arrays.copyOfRange(buffer, from, from + size);
            whole.add(new Message(beginning ? 0 : (char) message[0], message));
            beginning = false;
            from += size;
        }
        pending = Arrays.copyOfRange(buffer, from, buffer.length);
        return whole;
    }

    /** The size of the message that begins there, or 0 if it is not whole. */
    private int size(byte[] buffer, int from) {
        int type = beginning ? 0 : 1;
        if (buffer.length - from < type + LENGTH) {
            return 0;
        }
        int size = type + ByteBuffer.wrap(buffer).getInt(from + type);
        return buffer.length - from < size ? 0 : size;
    }
}
