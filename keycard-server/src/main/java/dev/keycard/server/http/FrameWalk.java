package dev.keycard.server.http;

import io.netty.buffer.ByteBuf;

/**
 * Follows the frames of a stream of bytes, each a header of fixed length and a payload whose length the header tells. Reads
 * only headers and stores no bytes. Confined to one thread.
 */
abstract class FrameWalk {

    private final byte[] header;
    private int headerBytes;
    private long payloadLeft;
    private long incomplete;

    FrameWalk(int headerLength) {
        this.header = new byte[headerLength];
    }

    /** The length of the payload that follows this header. */
    abstract int lengthOf(byte[] frame);

    /** A header is complete. */
    abstract void began(byte[] frame);

    /** Reads further bytes; does not move the indexes of the buffer. */
    final void follow(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (payloadLeft > 0) {
                int part = (int) Math.min(payloadLeft, end - at);
                at += part;
                payloadLeft -= part;
                incomplete += part;
            } else {
                header[headerBytes++] = bytes.getByte(at++);
                incomplete++;
                if (headerBytes == header.length) {
                    headerBytes = 0;
                    payloadLeft = lengthOf(header);
                    began(header);
                }
            }
            if (payloadLeft == 0 && headerBytes == 0) {
                incomplete = 0;
            }
        }
    }

    /** How many bytes of the last frame have come, if it is not complete; 0 otherwise. */
    final long incomplete() {
        return incomplete;
    }
}
