package dev.keycard.address;

import dev.keycard.api.Internal;
import java.net.InetAddress;
import java.util.Optional;

/** The header fields in which proxies name the client. */
@Internal
public enum ForwardedHeader {
    /** {@code X-Forwarded-For}: addresses with commas between them. */
    X_FORWARDED_FOR("X-Forwarded-For") {
        @Override
        Optional<InetAddress> hop(String element) {
            return NodeName.parse(element);
        }
    },
    /** {@code Forwarded} (RFC 7239), of which the {@code for} parameter is read. */
    FORWARDED("Forwarded") {
        @Override
        Optional<InetAddress> hop(String element) {
            return ForwardedElement.forParameter(element).flatMap(NodeName::parse);
        }
    };

    private final String field;

    ForwardedHeader(String field) {
        this.field = field;
    }

    /** The name of the field. */
    public String field() {
        return field;
    }

    /** The header of that name, in whatever case. */
    public static Optional<ForwardedHeader> named(String name) {
        for (ForwardedHeader header : values()) {
            if (header.field.equalsIgnoreCase(name)) {
                return Optional.of(header);
            }
        }
        return Optional.empty();
    }

    /** The address in one element; empty if there is none, or if the element is malformed. */
    abstract Optional<InetAddress> hop(String element);
}
