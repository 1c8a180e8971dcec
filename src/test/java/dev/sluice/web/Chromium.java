package dev.sluice.web;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium that can reach nothing but this machine. */
final class Chromium implements AutoCloseable {

  private static final Duration WAIT = Duration.ofSeconds(20);

  private final ChromeDriver driver;
  private final List<Object> injected = new ArrayList<>();

  /**
   * Starts a browser, or skips the test if none is installed.
   *
   * @param profile an empty directory
   */
  Chromium(Path profile) {
    this(profile, Level.ALL);
  }

  /**
   * Starts a browser that notes requests at a level: to note them all takes time, which a
   * measurement would include.
   */
  Chromium(Path profile, Level requests) {
    File browser = installed("chromium", "chromium-browser", "google-chrome");
    File service = installed("chromedriver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--user-data-dir=" + profile,
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-default-apps",
        "--disable-extensions",
        "--proxy-server=http://127.0.0.1:9",
        "--proxy-bypass-list=127.0.0.1");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, requests);
    options.setCapability("goog:loggingPrefs", logs);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(service)
                .usingAnyFreePort()
                .build(),
            options);
  }

  /** Skips the test if no browser is installed. */
  static void assumeInstalled() {
    installed("chromium", "chromium-browser", "google-chrome");
    installed("chromedriver");
  }

  private static File installed(String... names) {
    Optional<File> found =
        Stream.of(names).map(name -> new File("/usr/bin", name)).filter(File::canExecute).findAny();
    Assumptions.assumeTrue(
        found.isPresent(),
        () ->
            "There is no /usr/bin/%s: the tests of the page need the Debian packages chromium and chromium-driver"
                .formatted(names[0]));
    return found.get();
  }

  /** Sets the size of the window and the theme, light or dark. */
  Chromium size(int width, int height, String theme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    return this;
  }

  /** Sends a command of the DevTools protocol. */
  Map<String, Object> devTools(String command, Map<String, Object> parameters) {
    return driver.executeCdpCommand(command, parameters);
  }

  /** Runs a script before those of each page that is opened, until the next reset. */
  Chromium before(String script) {
    injected.add(
        devTools("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
            .get("identifier"));
    return this;
  }

  /** Emulates a medium, such as print, with features of the media query. */
  void media(String medium, Map<String, String> features) {
    List<Map<String, String>> list =
        features.entrySet().stream()
            .map(each -> Map.of("name", each.getKey(), "value", each.getValue()))
            .toList();
    devTools("Emulation.setEmulatedMedia", Map.of("media", medium, "features", list));
  }

  /** Ends what was emulated and injected. */
  void reset() {
    for (Object script : injected) {
      devTools("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
    }
    injected.clear();
    media("", Map.of());
    devTools("Emulation.setTouchEmulationEnabled", Map.of("enabled", false));
  }

  /** Closes all tabs but one, which shows nothing then. */
  void leave() {
    List<String> tabs = List.copyOf(driver.getWindowHandles());
    for (String tab : tabs.subList(1, tabs.size())) {
      driver.switchTo().window(tab);
      closeTab();
    }
    toTab(tabs.get(0));
    driver.get("about:blank");
    console();
    requests();
  }

  /** The tab in front. */
  String tab() {
    return driver.getWindowHandle();
  }

  void newTab() {
    driver.switchTo().newWindow(WindowType.TAB);
  }

  void toTab(String tab) {
    driver.switchTo().window(tab);
    devTools("Page.bringToFront", Map.of());
  }

  void closeTab() {
    driver.close();
  }

  void open(String address) {
    driver.get("about:blank");
    driver.get(address);
  }

  String address() {
    return Objects.requireNonNull(driver.getCurrentUrl());
  }

  WebElement element(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> elements(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** The text of an element that may be replaced at any time. */
  String text(String selector) {
    return String.valueOf(
        run("return document.querySelector(arguments[0])?.textContent ?? ''", selector));
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The value of the promise that a script returns. */
  Object await(String script, Object... arguments) {
    return driver.executeAsyncScript(
        "const done = arguments[arguments.length - 1];"
            + "(async function () {"
            + script
            + "}).apply(null, arguments).then(done, failure => done('failed: ' + failure.stack))",
        arguments);
  }

  void type(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  void waitFor(String what, BooleanSupplier condition) {
    waitFor(() -> what, condition);
  }

  /** Waits for a condition; the text describes the state if it is not met. */
  void waitFor(Supplier<String> what, BooleanSupplier condition) {
    new WebDriverWait(driver, WAIT, Duration.ofMillis(20))
        .withMessage(what)
        .until(unused -> condition.getAsBoolean());
  }

  /** What the page has written to the console since the last call. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The addresses of all requests over a network since the last call. */
  List<String> requests() {
    Json json = new Json();
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .filter(entry -> entry.getMessage().contains("Network.requestWillBeSent"))
        .map(entry -> json.<Map<String, Object>>toType(entry.getMessage(), Json.MAP_TYPE))
        .map(entry -> (Map<?, ?>) entry.get("message"))
        .filter(message -> "Network.requestWillBeSent".equals(message.get("method")))
        .map(message -> (Map<?, ?>) ((Map<?, ?>) message.get("params")).get("request"))
        .map(request -> String.valueOf(request.get("url")))
        .filter(url -> url.matches("(?i)(https?|wss?|ftp):.*"))
        .toList();
  }

  /** The violations that axe finds, each as its rule and the first element. */
  List<?> violations() throws IOException {
    if (!Boolean.TRUE.equals(run("return 'axe' in globalThis"))) {
      try (InputStream script = Chromium.class.getResourceAsStream("/axe.min.js")) {
        run(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return (List<?>)
        driver.executeAsyncScript(
            "const done = arguments[0]; axe.run({ resultTypes: ['violations'] }).then(r =>"
                + " done(r.violations.map(v => `${v.id}: ${v.nodes[0].html}"
                + " ${v.nodes[0].failureSummary}`)))");
  }

  /** The nodes of the accessibility tree that are not ignored. */
  List<Map<?, ?>> accessibility() {
    devTools("Accessibility.enable", Map.of());
    List<Map<?, ?>> nodes = new ArrayList<>();
    for (Object node : (List<?>) devTools("Accessibility.getFullAXTree", Map.of()).get("nodes")) {
      if (node instanceof Map<?, ?> map && Boolean.FALSE.equals(map.get("ignored"))) {
        nodes.add(map);
      }
    }
    devTools("Accessibility.disable", Map.of());
    return nodes;
  }

  void screenshot(Path file) throws IOException {
    Files.write(file, driver.getScreenshotAs(org.openqa.selenium.OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
