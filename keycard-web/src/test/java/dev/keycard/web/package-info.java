@NullMarked
package dev.keycard.web;

import org.jspecify.annotations.NullMarked;
