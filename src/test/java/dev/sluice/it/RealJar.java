package dev.sluice.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The runnable jar as {@code package} builds it, started as a process; immutable.
 *
 * <p>Standard input, output and errors are pipes, the locale is UTF-8, {@code JAVA_TOOL_OPTIONS} is
 * not passed on, and the JVM has the flags and an archive of classes with which the launcher of the
 * distribution starts short runs, unless a test says otherwise. The jar is the one the system
 * property {@code sluice.jar} names, which {@code mvn verify} sets.
 */
final class RealJar {

  private static final Path JAR =
      Path.of(System.getProperty("sluice.jar", "target/sluice.jar")).toAbsolutePath();

  /** Without the collector, which a test may name itself. */
  private static final List<String> SHORT_RUN =
      List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

  private static final String SERIAL = "-XX:+UseSerialGC";

  private static final Predicate<String> COLLECTOR =
      Pattern.compile("-XX:\\+Use\\w+GC").asMatchPredicate();

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final List<String> jvmFlags;
  private final Map<String, String> environment;
  private final List<String> unset;
  private final Path directory;
  private final byte[] input;
  private final Duration timeLimit;

  private RealJar(
      List<String> jvmFlags,
      Map<String, String> environment,
      List<String> unset,
      Path directory,
      byte[] input,
      Duration timeLimit) {
    this.jvmFlags = jvmFlags;
    this.environment = environment;
    this.unset = unset;
    this.directory = directory;
    this.input = input;
    this.timeLimit = timeLimit;
  }

  /** The program with empty input, in the given working directory, for at most one minute. */
  static RealJar in(Path directory) {
    return new RealJar(
        SHORT_RUN,
        Map.of("LC_ALL", "C.UTF-8"),
        List.of("JAVA_TOOL_OPTIONS"),
        directory,
        new byte[0],
        Duration.ofMinutes(1));
  }

  /** As {@code java -jar} starts the program, without the flags of the launcher. */
  RealJar withoutFlags() {
    return new RealJar(List.of(), environment, unset, directory, input, timeLimit);
  }

  /** With further flags of the JVM, such as {@code -Xmx64m}. */
  RealJar jvm(String... flags) {
    List<String> all = new ArrayList<>(jvmFlags);
    Collections.addAll(all, flags);
    return new RealJar(List.copyOf(all), environment, unset, directory, input, timeLimit);
  }

  /** With an environment variable. */
  RealJar with(String variable, String value) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put(variable, value);
    return new RealJar(jvmFlags, Map.copyOf(all), unset, directory, input, timeLimit);
  }

  /** Without an environment variable. */
  RealJar without(String variable) {
    Map<String, String> rest = new TreeMap<>(environment);
    rest.remove(variable);
    List<String> all = new ArrayList<>(unset);
    all.add(variable);
    return new RealJar(jvmFlags, Map.copyOf(rest), List.copyOf(all), directory, input, timeLimit);
  }

  /** With these bytes on standard input, through a pipe. */
  RealJar input(byte[] bytes) {
    return new RealJar(jvmFlags, environment, unset, directory, bytes, timeLimit);
  }

  /** With another time limit than one minute. */
  RealJar within(Duration limit) {
    return new RealJar(jvmFlags, environment, unset, directory, input, limit);
  }

  /** The process before it is started, for a test that redirects or closes its streams itself. */
  ProcessBuilder process(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(JAVA);
    command.addAll(jvmFlags);
    if (!jvmFlags.isEmpty()) {
      if (jvmFlags.stream().noneMatch(COLLECTOR)) {
        command.add(SERIAL);
      }
      command.addAll(Archive.FLAGS);
    }
    command.add("-jar");
    command.add(JAR.toString());
    Collections.addAll(command, arguments);
    ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
    unset.forEach(process.environment()::remove);
    process.environment().putAll(environment);
    return process;
  }

  /**
   * Runs the program to its end.
   *
   * @throws AssertionError if it does not end within the time limit; it is killed then
   */
  Ended run(String... arguments) throws IOException, InterruptedException {
    return end(process(arguments), String.join(" ", arguments));
  }

  /** Runs a command line of bash in which {@code sluice} stands for the program. */
  Ended shell(String line) throws IOException, InterruptedException {
    ProcessBuilder bash = process();
    String sluice = "'" + String.join("' '", bash.command()) + "'";
    return end(bash.command("bash", "-c", line.replace("sluice ", sluice + " ")), line);
  }

  /** Runs another program in the same directory, with nothing but these variables. */
  Ended runOther(Map<String, String> variables, Path other, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/env", "-i"));
    variables.forEach((name, value) -> command.add(name + "=" + value));
    command.add(other.toString());
    Collections.addAll(command, arguments);
    return end(new ProcessBuilder(command).directory(directory.toFile()), other.toString());
  }

  private Ended end(ProcessBuilder started, String line) throws IOException, InterruptedException {
    if (!JAR.toFile().isFile()) {
      throw new AssertionError(JAR + " does not exist: build it with 'mvn -DskipTests package'");
    }
    Process process = started.start();
    CompletableFuture<byte[]> out = read(process.getInputStream());
    CompletableFuture<byte[]> err = read(process.getErrorStream());
    CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(process), RealJar::thread);
    boolean ended = process.waitFor(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    fed.join();
    Ended result = new Ended(process.exitValue(), text(out.join()), text(err.join()));
    if (!ended) {
      throw new AssertionError("still running after " + timeLimit + ": " + line + "\n" + result);
    }
    return result;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static CompletableFuture<byte[]> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try (stream) {
            stream.transferTo(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return bytes.toByteArray();
        },
        RealJar::thread);
  }

  private void feed(Process process) {
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input);
    } catch (IOException e) {
      // the program has ended, or does not read its input
    }
  }

  /** One thread for each stream, so that none waits for another. */
  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "real-jar");
    thread.setDaemon(true);
    thread.start();
  }

  /** The flags for the archive, which is looked for when the first program starts with it. */
  private static final class Archive {
    static final List<String> FLAGS = flags();

    private Archive() {}

    private static List<String> flags() {
      if (!JAR.toFile().isFile()) {
        return List.of(); // the start fails with the reason
      }
      List<String> java = new ArrayList<>(List.of(JAVA));
      java.addAll(SHORT_RUN);
      java.add(SERIAL);
      try {
        return List.of("-XX:SharedArchiveFile=" + new ClassArchive(java, JAR).file());
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /**
   * How a run ended.
   *
   * @param exit the exit code; 128 and the signal's number where a signal killed it
   * @param out standard output, read as UTF-8
   * @param err standard errors, read as UTF-8
   */
  record Ended(int exit, String out, String err) {}
}
