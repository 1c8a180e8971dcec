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
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * Starts a browser for the first class of page tests, which all of them use: starting one takes
 * longer than most tests. It ends with the session of the JVM: if several JVMs share the tests,
 * each class is a run of its own. Origins keep the classes apart, as each has a server at a port of
 * its own.
 */
final class SharedChromium implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    PageSession.browser =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedChromium.class))
            .computeIfAbsent(Running.class, unused -> Running.start(), Running.class)
            .browser();
  }

  /** A browser with a profile of its own. */
  private record Running(Chromium browser, Path profile) implements AutoCloseable {

    static Running start() {
      try {
        Path profile = Files.createTempDirectory("sluice-browser");
        return new Running(new Chromium(profile), profile);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
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
