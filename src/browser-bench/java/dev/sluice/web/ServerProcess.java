package dev.sluice.web;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a separate JVM, whose heap it does not share with its clients. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");
  private static final String HEAP = "-Xmx256m";

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final int port;

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    output = process.inputReader(StandardCharsets.UTF_8);
    input = process.outputWriter(StandardCharsets.UTF_8);
    Matcher address = ADDRESS.matcher(line(ADDRESS).orElse(""));
    if (!address.find()) {
      throw new IOException("the server has ended");
    }
    port = Integer.parseInt(address.group(1));
  }

  /** Starts a server and waits until it prints its address. */
  static ServerProcess start(String classPath, String main, String... arguments)
      throws IOException {
    String java = System.getProperty("java.home") + File.separator + "bin" + File.separator;
    List<String> command = new ArrayList<>(List.of(java + "java", HEAP, "-cp", classPath, main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new ServerProcess(builder.start());
  }

  /** The class path of this process. */
  static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  int port() {
    return port;
  }

  String address() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** Sends a line, and returns the next line that begins with it; empty if the server has ended. */
  Optional<String> ask(String question) throws IOException {
    try {
      input.write(question + "\n");
      input.flush();
      return line(Pattern.compile("^" + question + "\\b"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The next line with a match; lines before it are messages of libraries. */
  private Optional<String> line(Pattern pattern) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (pattern.matcher(line).find()) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
