package dev.sluice.cli.git;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shell commands that git runs to show workflows.
 *
 * <p>If a conversion fails, git aborts the whole {@code git log}. So each command falls back to the
 * unconverted file if the program cannot be started.
 */
public final class ProgramCommand {

  /** The number of the text format; a new one makes git discard the texts it has converted. */
  private static final String FORMAT = "--v2";

  private static final String NAME = "sluice";

  private final String program;

  /** Commands that start the program by this shell command. */
  public ProgramCommand(String program) {
    this.program = program;
  }

  /** Commands that start the program as this process was started, or by its name. */
  public static ProgramCommand ofThisProcess() {
    return new ProgramCommand(isInstalled() ? NAME : javaCommand());
  }

  private static boolean isInstalled() {
    String path = System.getenv("PATH");
    return path != null
        && Stream.of(path.split(File.pathSeparator))
            .filter(directory -> !directory.isEmpty())
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, NAME)));
  }

  private static String javaCommand() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String[] classPath = System.getProperty("java.class.path").split(File.pathSeparator);
    String absolute =
        Arrays.stream(classPath)
            .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
            .collect(Collectors.joining(File.pathSeparator));
    String start =
        classPath.length == 1 && absolute.endsWith(".jar")
            ? "-jar " + quoted(absolute)
            : "-cp " + quoted(absolute) + " dev.sluice.cli.Main";
    return quoted(java) + " -XX:TieredStopAtLevel=1 " + start;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** The command that prints a file as text. */
  public String textconv() {
    return "f() { "
        + program
        + " git-textconv "
        + FORMAT
        + " \"$1\" 2>/dev/null || cat \"$1\"; }; f";
  }

  /** The command that shows the difference of two files. */
  public String driver() {
    return "f() { "
        + program
        + " git-diff \"$@\" || diff -u --label \"a/$1\" --label \"b/$1\" \"$2\" \"$5\"; true; }; f";
  }
}
