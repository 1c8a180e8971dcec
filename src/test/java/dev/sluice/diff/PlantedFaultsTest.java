package dev.sluice.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongUnaryOperator;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The machine finds faults that the product once had: each is planted in a copy of its classes.
 *
 * <p>{@code -Dsluice.diff.seed} sets the first seed for all of them.
 */
class PlantedFaultsTest {

  private static final long MOST_SEEDS = 3_000;

  /** A change of a source file. */
  private record Change(String file, String sound, String faulty) {
    Path source() {
      return Path.of("src", "main", "java", "dev", "sluice").resolve(file + ".java");
    }

    String in(String source) {
      assertThat(source).as("where the fault is planted in %s", file).contains(sound);
      return source.replace(sound, faulty);
    }
  }

  /** Faults, each with a seed shortly before one that finds it, which saves time. */
  private enum Fault {
    BYTES_MOVE_WHILE_THEY_ARE_READ(150, new Change("json/GrowingWindow", " || beingRead)", ")")),
    ESCAPES_ARE_SOUGHT_BEFORE_THE_ARRAY(
        24, new Change("json/ValueLocator", "first > start && ", "")),
    SKIPPED_CONNECTIONS_STAY_TOLD(
        275,
        new Change(
            "assemble/EventAssembler", "withdrawConnections(assembler.skippedConnections());", "")),
    DAMAGE_IS_TAKEN_FOR_BAD_JSON(
        8,
        new Change(
            "load/DelayedFailureStage", "!isCompressed.getAsBoolean()", "true || failure == null")),
    STRINGS_BEFORE_COLONS_ARE_NAMES(
        305,
        new Change(
            "check/ConnectionRules", "locator.place(offset())", "locator.placeWithin(offset())"),
        new Change(
            "json/ValueLocator",
            "if (bytes[at] == '\"') {",
            "if (new String(bytes, at, end - at, StandardCharsets.UTF_8)"
                + ".matches(\"(?s)\\\"[^\\\"]*+\\\"\\\\s*:.*\")) {"));

    private final long from;
    private final List<Change> changes;

    Fault(long from, Change... changes) {
      this.from = Long.getLong("sluice.diff.seed", from);
      this.changes = List.of(changes);
    }
  }

  @ParameterizedTest
  @EnumSource
  void run_productWithAFault_findsIt(Fault fault, @TempDir Path directory) throws Exception {
    long began = System.nanoTime();
    long seed = firstDivergence(fault, directory);

    System.out.printf(
        "%s: seed %d, %d ms%n",
        fault, seed, Duration.ofNanos(System.nanoTime() - began).toMillis());
    assertThat(seed).as("seed that finds the fault").isPositive();
  }

  private static long firstDivergence(Fault fault, Path directory) throws Exception {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    compile(fault, directory, classes);
    List<Path> path = List.of(classes, classesOf(WorkflowLoader.class), classesOf(Machine.class));
    try (ChildFirst loader = new ChildFirst(path)) {
      return ((LongUnaryOperator)
              loader
                  .loadClass(FirstDivergence.class.getName())
                  .getConstructor(Path.class, long.class)
                  .newInstance(directory, fault.from))
          .applyAsLong(MOST_SEEDS);
    }
  }

  private static void compile(Fault fault, Path directory, Path classes) throws Exception {
    List<String> arguments = new ArrayList<>();
    for (Change change : fault.changes) {
      Path changed = directory.resolve(change.source().getFileName());
      Files.writeString(changed, change.in(Files.readString(change.source())));
      arguments.add(changed.toString());
    }
    String path =
        classesOf(WorkflowLoader.class)
            + File.pathSeparator
            + System.getProperty("java.class.path");
    Collections.addAll(arguments, "-proc:none", "-nowarn", "-cp", path, "-d", classes.toString());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
  }

  private static Path classesOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Loads the product, and the machine with it, from other places than those of this class. */
  private static final class ChildFirst extends URLClassLoader {
    ChildFirst(List<Path> path) throws IOException {
      super(urls(path), PlantedFaultsTest.class.getClassLoader());
    }

    private static URL[] urls(List<Path> path) throws IOException {
      URL[] urls = new URL[path.size()];
      for (int i = 0; i < urls.length; i++) {
        urls[i] = path.get(i).toUri().toURL();
      }
      return urls;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.sluice.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
