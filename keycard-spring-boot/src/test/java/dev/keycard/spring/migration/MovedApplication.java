package dev.keycard.spring.migration;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class MovedApplication {}
