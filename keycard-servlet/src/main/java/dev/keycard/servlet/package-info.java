/**
 * Keycard in a Jakarta Servlet container: {@link dev.keycard.servlet.KeycardFilter} answers the endpoints of the API and guards
 * the servlets of the application; {@link dev.keycard.servlet.ServletGate} is for frameworks that decide later which endpoint a
 * request is for. Everything runs on the threads of the container, and may block. See {@code docs/servlet.md}.
 */
@NullMarked
package dev.keycard.servlet;

import org.jspecify.annotations.NullMarked;
