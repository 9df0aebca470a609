package dev.latchkey.verify.browser;

import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A Chromium of Debian's packages, with an empty profile. Screenshots go to {@code verify/target/screenshots}. */
final class Chromium implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final String BLOCKED = "profile.block_third_party_cookies";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Pattern REQUEST =
            Pattern.compile("\"method\":\"Network.requestWillBeSent\",.*\"request\":\\{.*?\"url\":\"(http[^\"]*)\"");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts a browser that resolves names as the machine does. */
    static Chromium start() throws IOException {
        return start(options());
    }

    /** Starts such a browser in which the user does not allow scripts. */
    static Chromium startWithoutScripts(String hostResolverRules) throws IOException {
        return start(options()
                .addArguments("--host-resolver-rules=" + hostResolverRules)
                .addArguments("--blink-settings=scriptEnabled=false"));
    }

    /** Starts a browser with Chromium's own name resolution, as in {@code MAP *.example 127.0.0.1}. */
    static Chromium startResolving(String hostResolverRules) throws IOException {
        return start(options().addArguments("--host-resolver-rules=" + hostResolverRules));
    }

    /** Once more if the browser does not come up: another program may have taken a port that it had chosen. */
    private static Chromium start(ChromeOptions options) throws IOException {
        try {
            return new Chromium(driver(options));
        } catch (SessionNotCreatedException first) {
            return new Chromium(driver(options));
        }
    }

    /** The same, in a browser whose user lets frames of other sites have their cookies. */
    static Chromium startWithThirdPartyCookies(String hostResolverRules) throws IOException {
        return start(hostResolverRules, Map.of("profile.cookie_controls_mode", 0, BLOCKED, false));
    }

    /** The same, in a browser whose user keeps cookies from frames of other sites. */
    static Chromium startWithoutThirdPartyCookies(String hostResolverRules) throws IOException {
        return start(hostResolverRules, Map.of("profile.cookie_controls_mode", 1, BLOCKED, true));
    }

    private static Chromium start(String hostResolverRules, Map<String, Object> preferences) throws IOException {
        ChromeOptions options = options().addArguments("--host-resolver-rules=" + hostResolverRules);
        options.setExperimentalOption("prefs", preferences);
        return new Chromium(driver(options));
    }

    private static ChromeOptions options() throws IOException {
        Path profile = Files.createTempDirectory(Repository.output("chromium"), "profile");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(installed(BROWSER).toFile());
        options.setAcceptInsecureCerts(true);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--lang=en",
                "--window-size=1100,800",
                "--user-data-dir=" + profile);
    }

    // With the driver's path given, Selenium does not look for one to download.
    private static ChromeDriver driver(ChromeOptions options) throws IOException {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(installed(DRIVER).toFile())
                .usingAnyFreePort()
                .withLogFile(
                        Repository.output("logs").resolve("chromedriver.log").toFile())
                .build();
        return new ChromeDriver(service, options);
    }

    private static Path installed(Path program) {
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + " is missing: the browser tests need the Debian packages"
                    + " chromium and chromium-driver (apt-get install chromium chromium-driver)");
        }
        return program;
    }

    /** Goes to this address as if the user had typed it. */
    void open(String url) {
        driver.get(url);
    }

    /** Goes back in the history, as by its menu, to the newest address that starts so. */
    void backTo(String prefix) {
        Object id = entries().stream()
                .filter(entry -> String.valueOf(entry.get("url")).startsWith(prefix))
                .reduce((older, newer) -> newer)
                .orElseThrow()
                .get("id");
        driver.executeCdpCommand("Page.navigateToHistoryEntry", Map.of("entryId", Objects.requireNonNull(id)));
        awaitUrl(prefix);
    }

    /** The addresses in the history of the window, oldest first. */
    List<String> history() {
        return entries().stream().map(entry -> String.valueOf(entry.get("url"))).toList();
    }

    private List<Map<?, ?>> entries() {
        Map<String, Object> history = driver.executeCdpCommand("Page.getNavigationHistory", Map.of());
        List<Map<?, ?>> entries = new ArrayList<>();
        for (Object entry : (List<?>) Objects.requireNonNull(history.get("entries"))) {
            entries.add((Map<?, ?>) entry);
        }
        return entries;
    }

    /** The addresses that the browser has asked for since this question was asked last, oldest first. */
    List<String> requested() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> REQUEST.matcher(entry.getMessage()))
                .filter(Matcher::find)
                .map(request -> request.group(1))
                .toList();
    }

    /** The address of the page. */
    String url() {
        return driver.getCurrentUrl();
    }

    /** The page's title. */
    String title() {
        return driver.getTitle();
    }

    /** What the user can read on the page. */
    String text() {
        return await(browser -> browser.findElement(By.tagName("body")).getText());
    }

    /** The element, once it is visible. */
    WebElement find(By locator) {
        return await(ExpectedConditions.visibilityOfElementLocated(locator));
    }

    /** Clicks the link or button with this text, and returns when its page has been left. */
    void follow(String text) {
        WebElement page = driver.findElement(By.tagName("html"));
        click(text);
        await(ExpectedConditions.stalenessOf(page));
    }

    /** Clicks the link or button with this text. */
    void click(String text) {
        String quoted = "'" + text + "'";
        find(By.xpath("//a[normalize-space()=" + quoted + "] | //button[normalize-space()=" + quoted
                        + "] | //input[@type='submit' and @value=" + quoted + "]"))
                .click();
    }

    /** Replaces the content of the field with this name. */
    void type(String field, String text) {
        WebElement element = find(By.name(field));
        element.clear();
        element.sendKeys(text);
    }

    /** Returns when the address starts so. */
    void awaitUrl(String prefix) {
        await(ExpectedConditions.urlMatches("^\\Q" + prefix + "\\E"));
    }

    /** Returns when the page has this title. */
    void awaitTitle(String title) {
        await(ExpectedConditions.titleIs(title));
    }

    /** Returns when the browser has asked for an address that starts so. */
    void awaitRequest(String prefix) {
        await(browser -> requested().stream().anyMatch(address -> address.startsWith(prefix)));
    }

    /** The cookies that the browser would send to this page. */
    Set<Cookie> cookies() {
        return driver.manage().getCookies();
    }

    /** Opens another tab of the window, and looks at that from now on. */
    void openTab() {
        driver.switchTo().newWindow(WindowType.TAB);
    }

    /** Looks at the first tab from now on. */
    void backToFirstTab() {
        driver.switchTo().window(driver.getWindowHandles().iterator().next());
    }

    /** Runs a script in the page. */
    void run(String script) {
        driver.executeScript(script);
    }

    /** Returns when a script of the page says true. */
    void awaitScript(String script) {
        await(page -> Boolean.TRUE.equals(driver.executeScript("return " + script)));
    }

    /** A number that a script of the page answers. */
    long number(String script) {
        return ((Number) Objects.requireNonNull(driver.executeScript("return " + script))).longValue();
    }

    /** Saves what the window shows as {@code <name>.png}. */
    Path screenshot(String name) throws IOException {
        Path file = Repository.output("screenshots").resolve(name + ".png");
        return Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }

    /** While a page gives way to the next one, the driver has various errors for what has just gone: it is asked again. */
    private <T> T await(ExpectedCondition<T> condition) {
        return new WebDriverWait(driver, PATIENCE)
                .ignoring(WebDriverException.class)
                .until(condition);
    }
}
