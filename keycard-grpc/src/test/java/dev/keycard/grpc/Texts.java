package dev.keycard.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Methods whose messages are texts, so that no code needs to be generated. */
final class Texts implements MethodDescriptor.Marshaller<String> {

    private static final Texts TEXTS = new Texts();

    static final String SERVICE = "notes.Notes";

    /** Tells who calls. */
    static final MethodDescriptor<String, String> WHO = method("Who", MethodType.UNARY, false);

    /** Has no side effects. */
    static final MethodDescriptor<String, String> READ = method("Read", MethodType.UNARY, true);

    /** For staff. */
    static final MethodDescriptor<String, String> REPORT = method("Report", MethodType.UNARY, false);

    /** Tells whether the caller is of the staff. */
    static final MethodDescriptor<String, String> RIGHTS = method("Rights", MethodType.UNARY, false);

    /** The same for each message. */
    static final MethodDescriptor<String, String> ALL_RIGHTS = method("AllRights", MethodType.BIDI_STREAMING, false);

    /** Is about an object of the user that the message names. */
    static final MethodDescriptor<String, String> CHANGE = method("Change", MethodType.UNARY, false);

    /** The same, and without side effects. */
    static final MethodDescriptor<String, String> SHOW = method("Show", MethodType.UNARY, true);

    /** Ends by an error about an object, given to the observer. */
    static final MethodDescriptor<String, String> REFUSE = method("Refuse", MethodType.UNARY, false);

    /** Answers each message. */
    static final MethodDescriptor<String, String> CHAT = method("Chat", MethodType.BIDI_STREAMING, false);

    /** Keeps the messages when all have come. */
    static final MethodDescriptor<String, String> STORE = method("Store", MethodType.CLIENT_STREAMING, false);

    /** Sends the requested number of messages at once. */
    static final MethodDescriptor<String, String> COUNT = method("Count", MethodType.SERVER_STREAMING, false);

    private Texts() {}

    static MethodDescriptor<String, String> method(String name, MethodType type, boolean safe) {
        return MethodDescriptor.<String, String>newBuilder(TEXTS, TEXTS)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setType(type)
                .setSafe(safe)
                .setIdempotent(safe)
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
