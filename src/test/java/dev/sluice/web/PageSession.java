package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.DisposableServer;

/**
 * A web browser with the page of a server, for the tests of a class; the class writes the files.
 * After each test the console must be empty and nothing foreign requested.
 */
@ExtendWith(SharedChromium.class)
abstract class PageSession {

  @TempDir static Path folder;

  static WorkflowLoader loader;
  static DisposableServer server;
  static Chromium browser;
  static Path tree;
  static String address;

  private static final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  private final Predicate<String> isExpected;

  PageSession() {
    this(message -> false);
  }

  /** Tests in which the console may have some messages. */
  PageSession(Predicate<String> isExpected) {
    this.isExpected = isExpected;
  }

  @BeforeAll
  static void startSession() throws IOException {
    tree = Files.createDirectory(folder.resolve("tree"));
    startServer(0);
  }

  /** Starts a server for the tree. */
  static void startServer(int port) {
    LoadTimings timings = new LoadTimings();
    loader = WorkflowLoader.builder().listener(timings).build();
    WorkflowBrowser routes = WorkflowBrowser.builder(loader, tree).timings(timings).build();
    server = BrowserServer.of(routes).port(port).server().channelGroup(connections).bindNow();
    address = "http://127.0.0.1:" + server.port() + "/";
  }

  static void stopServer() {
    connections.close().syncUninterruptibly();
    server.disposeNow();
    loader.close();
  }

  @AfterAll
  static void stopSession() {
    browser.leave();
    stopServer();
  }

  @AfterEach
  void consoleIsEmptyAndNothingForeignIsAsked() {
    browser.reset();
    assertThat(browser.console()).filteredOn(isExpected.negate()).isEmpty();
    assertThat(browser.requests()).allMatch(url -> url.startsWith(address));
  }

  static Path write(String name, String content) throws IOException {
    return Files.writeString(tree.resolve(name), content);
  }

  /** Opens the page at an address below its own, at 1440 pixels and in the light theme. */
  static void visit(String fragment) {
    browser.size(1440, 900, "light").open(address + fragment);
  }

  /** Opens the list, and waits until it has all workflows. */
  static void list(int count) {
    visit("");
    browser.waitFor(
        "the list",
        () -> browser.text("#count").equals(count + (count == 1 ? " workflow" : " workflows")));
  }

  /** Opens a workflow by its address, and waits for its findings. */
  static void show(String file, String rest) {
    visit("#/w/" + Library.idOf(file) + "/" + rest);
    browser.waitFor("the findings", () -> browser.text("#findings").contains("error"));
    browser.waitFor("the title", () -> browser.text("#title").endsWith(file));
  }

  static long drawnNodes() {
    return (long) browser.run("return document.querySelectorAll('#proxies [role=option]').length");
  }

  static void awaitText(String selector, String text) {
    browser.waitFor(
        () -> selector + " with " + text + " has " + browser.text(selector),
        () -> browser.text(selector).contains(text));
  }

  /**
   * The result of JavaScript on the page, which stays as it is, in which some modules of the page
   * are imported under their names.
   */
  static Object module(List<String> modules, String script) {
    String names = String.join(", ", modules);
    String files =
        String.join(", ", modules.stream().map(each -> "import('/" + each + ".js')").toList());
    if (!browser.address().startsWith(address)) {
      visit("");
    }
    return browser.await(
        "return Promise.all([" + files + "]).then(async ([" + names + "]) => {" + script + "})");
  }
}
