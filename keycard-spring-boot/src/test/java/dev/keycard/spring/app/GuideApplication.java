package dev.keycard.spring.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of the guide. */
@SpringBootApplication
public class GuideApplication {}
