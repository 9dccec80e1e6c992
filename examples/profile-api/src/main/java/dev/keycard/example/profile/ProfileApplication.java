package dev.keycard.example.profile;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application. */
@SpringBootApplication
public class ProfileApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ProfileApplication.class, arguments);
    }
}
