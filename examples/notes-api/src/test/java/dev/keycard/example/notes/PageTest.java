package dev.keycard.example.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in Chromium. */
@Tag("long")
class PageTest extends RunningNotes {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ChromeDriver browser;

    @BeforeEach
    void open() {
        browser = Browser.start();
        browser.get(origin() + "/");
    }

    /** Refused requests are in the log of the browser too; violations of the policy, and failures of the page, must not be. */
    @AfterEach
    void close() {
        try {
            for (LogEntry entry : browser.manage().logs().get(LogType.BROWSER)) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    assertThat(entry.getMessage()).contains("the server responded with a status of 4");
                }
            }
        } finally {
            browser.quit();
        }
    }

    @Test
    void signsIn_survivesAReload_andSignsOut() {
        user("hal", "free");
        signInAs("hal", "wrong");
        untilSaid("The name or the password is wrong.");
        signInAs("hal", PASSWORD);
        untilShown("notes");
        assertThat(find("name").getText()).isEqualTo("hal (free)");
        add("<img src=x onerror=alert(1)>");
        untilListed("<img src=x onerror=alert(1)>");

        browser.navigate().refresh();
        untilListed("<img src=x onerror=alert(1)>");
        assertThat(find("sign-in").isDisplayed()).isFalse();

        find("sign-out").click();
        untilShown("sign-in");
        browser.navigate().refresh();
        untilShown("sign-in");
        assertThat(find("list").getText()).isEmpty();
    }

    @Test
    void noScriptCanReadTheRefreshToken_andNothingIsStored() {
        user("ida", "free");
        signInAs("ida", PASSWORD);
        untilShown("notes");
        assertThat(browser.executeScript("return document.cookie"))
                .asString()
                .startsWith("keycard_csrf=")
                .doesNotContain(";");
        assertThat(browser.executeScript("return localStorage.length + sessionStorage.length"))
                .isEqualTo(0L);
        assertThat(browser.executeScript("return Object.values(window).filter(v => /^ey/.test(v)).length"))
                .isEqualTo(0L);
        browser.get(origin() + "/api/token/refresh/");
        Cookie refresh = Objects.requireNonNull(browser.manage().getCookieNamed("keycard_refresh"));
        assertThat(refresh.isHttpOnly()).isTrue();
        assertThat(refresh.getSameSite()).isEqualTo("Strict");
    }

    @Test
    void tabs_shareTheLogin_andItsEnd() {
        user("jon", "free");
        signInAs("jon", PASSWORD);
        untilShown("notes");
        String first = browser.getWindowHandle();
        browser.switchTo().newWindow(WindowType.TAB);
        browser.get(origin() + "/");
        untilShown("notes");
        find("sign-out").click();
        untilShown("sign-in");
        browser.switchTo().window(first);
        untilShown("sign-in");
        untilSaid("You have signed out in another tab.");
        assertThat(find("list").getText()).isEmpty();
        signInAs("jon", PASSWORD);
        untilShown("notes");
    }

    @Test
    void refusals_areSaidToAPerson() {
        User kim = user("kim", "free");
        signInAs("kim", PASSWORD);
        untilShown("notes");
        for (String text : new String[] {"one", "two", "three"}) {
            add(text);
            untilListed(text);
        }
        add("four");
        untilSaid("Free users keep 3 notes. Delete one, or get premium.");
        browser.findElement(By.cssSelector(".reader")).sendKeys("ada");
        browser.findElement(By.cssSelector(".share")).click();
        untilSaid("This comes with premium.");

        keycard().logins().endAll(kim.id(), AuditContext.at(Instant.now()));
        browser.findElement(By.cssSelector(".delete")).click();
        untilSaid("Your login has ended. Please sign in again.");
        untilShown("sign-in");
    }

    @Test
    void tooManyAttempts_areSaidToAPerson_withTheTimeToWait() {
        user("lou", "free");
        for (int attempt = 0; attempt < 10; attempt++) {
            send("POST", "/api/token/", "", "{\"username\":\"lou\",\"password\":\"wrong\"}");
        }
        signInAs("lou", "wrong");
        until(() -> find("message").getText().matches("Too many requests\\. Please try again in \\d+ seconds\\."));
    }

    /** A tab must not act for the user who signed in after its own, in another tab. */
    @Test
    void tabOfAnotherUser_showsTheNewOne() {
        User mia = user("mia", "free");
        user("ned", "free");
        signInAs("mia", PASSWORD);
        untilShown("notes");
        add("of mia");
        untilListed("of mia");
        String first = browser.getWindowHandle();
        browser.switchTo().newWindow(WindowType.TAB);
        browser.get(origin() + "/app.css");
        browser.executeScript("""
                fetch('/api/token/', {
                    method: 'POST',
                    headers: {'Content-Type': 'application/json'},
                    body: JSON.stringify({username: 'ned', password: arguments[0]})
                }).then(answer => { document.title = 'signed in'; })
                """, PASSWORD);
        until(() -> browser.getTitle().equals("signed in"));
        browser.switchTo().window(first);
        keycard().logins().endAll(mia.id(), AuditContext.at(Instant.now()));
        browser.findElement(By.cssSelector(".delete")).click();
        until(() -> find("name").getText().equals("ned (free)"));
        assertThat(find("list").getText()).isEmpty();
    }

    private WebElement find(String id) {
        return browser.findElement(By.id(id));
    }

    private void signInAs(String name, String password) {
        untilShown("sign-in");
        write("username", name);
        write("password", password);
        browser.findElement(By.cssSelector("#sign-in button")).click();
    }

    private void add(String text) {
        write("text", text);
        browser.findElement(By.cssSelector("#add button")).click();
    }

    private void write(String field, String text) {
        WebElement input = browser.findElement(By.name(field));
        input.clear();
        input.sendKeys(text);
    }

    private void untilListed(String text) {
        until(() -> find("list").getText().contains(text));
    }

    private void untilSaid(String text) {
        until(() -> find("message").getText().equals(text));
    }

    private void untilShown(String id) {
        until(() -> find(id).isDisplayed());
    }

    private void until(BooleanSupplier condition) {
        new WebDriverWait(browser, PATIENCE)
                .withMessage(() -> "the page says: " + find("message").getText())
                .until(ready -> condition.getAsBoolean());
    }
}
