package dev.keycard.spring.autoconfigure;

/** Paths of endpoints at which the application answers itself. */
@FunctionalInterface
interface ApplicationPaths {
    boolean has(String path);
}
