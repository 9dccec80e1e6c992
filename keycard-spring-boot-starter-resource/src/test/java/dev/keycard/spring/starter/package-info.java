/** What the starter brings. */
package dev.keycard.spring.starter;
