package dev.keycard.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.Map;

/** A running servlet container on loopback. */
interface Container extends AutoCloseable {

    /** Starts a container of one kind. */
    @FunctionalInterface
    interface Kind {

        /**
         * Starts it.
         *
         * @param path the context path of the application; empty for the root
         * @param filter is mapped to everything
         * @param servlets by their names, which are their paths too: {@code notes} answers {@code /notes/*}
         */
        Container start(String path, Filter filter, Map<String, Servlet> servlets) throws Exception;
    }

    int port();

    @Override
    void close();
}
