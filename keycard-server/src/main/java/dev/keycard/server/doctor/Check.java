package dev.keycard.server.doctor;

import java.util.function.Function;

/**
 * One thing that is looked at.
 *
 * @param name as in the report and in the documentation
 * @param looksAt for the documentation
 */
public record Check(String name, String looksAt, Function<Installation, Finding> examination) {}
