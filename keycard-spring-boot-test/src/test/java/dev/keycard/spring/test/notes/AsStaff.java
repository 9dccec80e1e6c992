package dev.keycard.spring.test.notes;

import dev.keycard.spring.test.WithKeycardUser;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

@Retention(RetentionPolicy.RUNTIME)
@WithKeycardUser(value = "boss", staff = true)
@interface AsStaff {}
