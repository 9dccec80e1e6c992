/**
 * Guards of Spring MVC: {@link dev.keycard.spring.mvc.PermitInterceptor} enforces {@link dev.keycard.spring.Permit}, on the
 * threads of the container. See {@code docs/spring-boot.md}.
 */
@NullMarked
package dev.keycard.spring.mvc;

import org.jspecify.annotations.NullMarked;
