package dev.keycard.gate;

/** The properties of an endpoint that the {@link Gate} needs. Immutable. */
public interface Guarded {

    /** The name of the endpoint in rates and in the audit. */
    String name();

    /** The HTTP method of the endpoint. */
    String method();

    /** Who may use it. */
    Access access();

    /** An endpoint of a program that has no routes of its own. */
    static Guarded of(String name, String method, Access access) {
        return new NamedEndpoint(name, method, access);
    }
}
