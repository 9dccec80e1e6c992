package dev.keycard.example.notes;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Chromium and its driver, as the system has them; nothing is downloaded. */
final class Browser {

    private Browser() {}

    /** A browser with a profile of its own. Where there is none, the test is skipped. */
    static ChromeDriver start() {
        Optional<File> program = program("chromium", "google-chrome");
        Optional<File> driver = program("chromedriver");
        Assumptions.assumeTrue(
                program.isPresent() && driver.isPresent(),
                "chromium and chromedriver are not installed (Debian: chromium-driver)");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.orElseThrow());
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // Builds run as root.
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run");
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.orElseThrow())
                        .build(),
                options);
    }

    private static Optional<File> program(String... names) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Arrays.stream(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toFile)
                .findFirst();
    }
}
