package dev.keycard.gate;

/** An endpoint as the {@link Gate} sees it. Immutable. */
public interface Guarded {

    /** Names the endpoint in rates and in the audit. */
    String name();

    /** The method that it answers. */
    String method();

    /** Who may use it. */
    Access access();

    /** An endpoint of a program that has no routes of its own. */
    static Guarded of(String name, String method, Access access) {
        return new NamedEndpoint(name, method, access);
    }
}
