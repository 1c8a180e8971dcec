package dev.sluice.cli.git;

import dev.sluice.file.AtomicFile;
import dev.sluice.file.Leftovers;
import dev.sluice.file.SmallFile;
import dev.sluice.git.GitTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings that make git show workflows as {@link WorkflowFacts facts}: a section {@code
 * diff.sluice} of its configuration, and lines in an attributes file that name the workflow files.
 */
public final class GitSettings {

  private static final int MOST_BYTES = 1 << 20;
  private static final String SECTION = "diff.sluice";
  private static final String ATTRIBUTE = " diff=sluice";

  private final GitTool git;
  private final String scope;
  private final Path attributes;

  private GitSettings(GitTool git, String scope, Path attributes) {
    this.git = git;
    this.scope = scope;
    this.attributes = attributes;
  }

  /**
   * The settings of the repository that contains a directory.
   *
   * @throws IOException if there is none, or git fails
   */
  public static GitSettings ofRepository(Path directory) throws IOException {
    GitTool git = new GitTool(directory);
    Path root = Path.of(git.require("rev-parse", "--show-toplevel"));
    return new GitSettings(git, "--local", root.resolve(".gitattributes"));
  }

  /**
   * The settings of the user.
   *
   * @throws IOException if git fails
   */
  public static GitSettings ofUser(Path directory) throws IOException {
    GitTool git = new GitTool(directory);
    GitTool.Result named =
        git.run("config", "--global", "--type=path", "--get", "core.attributesFile");
    Path file =
        named.succeeded() && !named.out().isEmpty()
            ? Path.of(named.out())
            : usual().resolve("git").resolve("attributes");
    return new GitSettings(git, "--global", file);
  }

  private static Path usual() {
    String directory = System.getenv("XDG_CONFIG_HOME");
    return directory == null || directory.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".config")
        : Path.of(directory);
  }

  /** The attributes file. */
  public Path attributes() {
    return attributes;
  }

  /** The values of the section, as {@code name=value}; empty if there are none. */
  public List<String> values() throws IOException {
    GitTool.Result found =
        git.run("config", scope, "--get-regexp", "^" + SECTION.replace(".", "\\.") + "\\.");
    return found.succeeded()
        ? found.out().lines().map(line -> line.replaceFirst(" ", "=")).toList()
        : List.of();
  }

  /** The patterns of the files that git shows as facts. */
  public List<String> patterns() throws IOException {
    return lines().stream()
        .filter(line -> line.endsWith(ATTRIBUTE))
        .map(line -> line.substring(0, line.length() - ATTRIBUTE.length()))
        .toList();
  }

  /**
   * Writes the settings.
   *
   * @param patterns the files, as in {@code .gitattributes}
   * @param textconv the shell command that converts a file to text
   * @param driver the shell command that shows a difference; empty for git's own diff of the texts
   */
  public void write(List<String> patterns, String textconv, Optional<String> driver)
      throws IOException {
    List<String> lines = new ArrayList<>(lines()); // may fail, so before anything is changed
    git.require("config", scope, SECTION + ".textconv", textconv);
    git.require("config", scope, SECTION + ".cachetextconv", "true");
    if (driver.isPresent()) {
      git.require("config", scope, SECTION + ".command", driver.get());
    } else {
      git.run("config", scope, "--unset-all", SECTION + ".command");
    }
    for (String pattern : patterns) {
      String line = quoted(pattern) + ATTRIBUTE;
      if (!lines.contains(line)) {
        lines.add(line);
      }
    }
    write(lines);
  }

  /** Git takes a pattern with blanks only in quotes. */
  private static String quoted(String pattern) {
    return pattern.chars().anyMatch(c -> c <= ' ' || c == '"')
        ? '"' + pattern.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : pattern;
  }

  /** Removes the settings; returns whether there were any. */
  public boolean remove() throws IOException {
    boolean existed = !values().isEmpty();
    if (existed) {
      git.require("config", scope, "--remove-section", SECTION);
    }
    List<String> lines = new ArrayList<>(lines());
    if (lines.removeIf(line -> line.endsWith(ATTRIBUTE))) {
      existed = true;
      if (lines.isEmpty()) {
        Files.delete(attributes);
      } else {
        write(lines);
      }
    }
    return existed;
  }

  private List<String> lines() throws IOException {
    try {
      return SmallFile.read(attributes, MOST_BYTES).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private void write(List<String> lines) throws IOException {
    Path parent = attributes.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    new AtomicFile(attributes, new Leftovers(Clock.systemUTC()))
        .write(List.of(ByteBuffer.wrap(text)).iterator(), () -> false);
  }
}
