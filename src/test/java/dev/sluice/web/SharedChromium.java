package dev.sluice.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts a browser for the first class of page tests of a JVM, which all others of it use: starting
 * one takes longer than most tests. It ends with the JVM, as Surefire makes each class a session of
 * its own. Origins keep the classes apart, as each has a server at a port of its own.
 */
final class SharedChromium implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Chromium.assumeInstalled();
    PageSession.browser = Running.ONLY.browser;
  }

  /** A browser with a profile of its own, which is started when it is first needed. */
  private static final class Running {
    static final Running ONLY = new Running();

    private final Path profile;
    private final Chromium browser;

    private Running() {
      try {
        profile = Files.createTempDirectory("sluice-browser");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      browser = new Chromium(profile);
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of the browser"));
    }

    private void end() {
      browser.close();
      try (Stream<Path> all = Files.walk(profile)) {
        List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        for (Path each : deepestFirst) {
          Files.deleteIfExists(each);
        }
      } catch (IOException | UncheckedIOException e) {
        // a process of the browser that still ends writes to its profile
      }
    }
  }
}
