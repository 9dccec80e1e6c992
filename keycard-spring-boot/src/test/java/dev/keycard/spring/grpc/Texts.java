package dev.keycard.spring.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Methods whose messages are texts, so that no code needs to be generated. */
public final class Texts implements MethodDescriptor.Marshaller<String> {

    private static final Texts TEXTS = new Texts();

    private Texts() {}

    /** A method of the service {@code notes.Notes}. */
    public static MethodDescriptor<String, String> method(String name) {
        return method(name, MethodType.UNARY);
    }

    /** A method of the service {@code notes.Notes} with streams in both directions. */
    public static MethodDescriptor<String, String> streaming(String name) {
        return method(name, MethodType.BIDI_STREAMING);
    }

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        return MethodDescriptor.<String, String>newBuilder(TEXTS, TEXTS)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("notes.Notes", name))
                .setType(type)
                .build();
    }

    @Override
    public InputStream stream(String value) {
        return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
