package dev.keycard.spring.test.notes;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.PropertySource;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

@SpringBootApplication
@PropertySource("classpath:notes.properties")
@EnableMethodSecurity
public class NotesApplication {}
