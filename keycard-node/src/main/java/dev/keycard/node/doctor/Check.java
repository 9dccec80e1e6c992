package dev.keycard.node.doctor;

import dev.keycard.api.Internal;
import java.util.function.Function;

/**
 * One check of the report.
 *
 * @param name as in the report and in the documentation
 * @param looksAt what it checks, for the documentation
 */
@Internal
public record Check(String name, String looksAt, Function<Installation, Finding> examination) {}
