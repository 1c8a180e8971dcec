package dev.sluice.cli;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.git.GitSettings;
import dev.sluice.cli.git.ProgramCommand;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes git show changes of workflows as facts about nodes and connections. */
@Command(
    name = "git",
    description = "Make git log, git show and git diff print workflows as facts instead of JSON.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice git setup --pattern 'flows/**/*.json'")
final class GitCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "A command is missing: setup, status or remove");
  }

  /** The common part of the three commands. */
  private abstract static class OnSettings implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
        names = "--global",
        description = "Use the settings of the user instead of those of the repository.")
    private boolean global;

    OnSettings(Terminal terminal) {
      this.terminal = terminal;
    }

    GitSettings settings() throws IOException {
      Path here = Path.of("").toAbsolutePath();
      return global ? GitSettings.ofUser(here) : GitSettings.ofRepository(here);
    }

    void print(String line) throws IOException {
      terminal.print(line + "\n");
    }

    /** Prints the settings as they are now. */
    void show(GitSettings settings) throws IOException {
      for (String value : settings.values()) {
        print("git config: " + value);
      }
      for (String pattern : settings.patterns()) {
        print(FileNames.shown(settings.attributes()) + ": " + pattern + " diff=sluice");
      }
    }
  }

  /** Writes the settings. */
  @Command(
      name = "setup",
      description = {
        "Write the settings to the configuration of git and to .gitattributes, and print them.",
        "Git shows the files as they are if Java or this program is missing."
      },
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class,
      footer = "  sluice git setup --pattern 'flows/**/*.json'")
  static final class Setup extends OnSettings {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--pattern",
        paramLabel = "PATTERN",
        required = true,
        description = "A pattern for workflow files, as in .gitattributes; can be repeated.")
    private List<String> patterns = new ArrayList<>();

    @Option(
        names = "--external-diff",
        description =
            "Make git diff print the output of sluice diff; git log and git show still print"
                + " facts.")
    private boolean external;

    @Option(
        names = "--program",
        paramLabel = "COMMAND",
        description =
            "The shell command that starts sluice (default: sluice if it is on PATH, else Java with"
                + " this program).")
    private @Nullable String program;

    Setup(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() throws IOException {
      if (patterns.stream().anyMatch(pattern -> pattern.isBlank() || pattern.contains("\n"))) {
        throw new ParameterException(spec.commandLine(), "A pattern is blank or has a line break");
      }
      String wanted = program;
      ProgramCommand command =
          wanted == null ? ProgramCommand.ofThisProcess() : new ProgramCommand(wanted);
      GitSettings settings = settings();
      settings.write(
          patterns,
          command.textconv(),
          external ? Optional.of(command.driver()) : Optional.empty());
      show(settings);
      return ExitCode.ACCEPTED;
    }
  }

  /** Shows the settings. */
  @Command(
      name = "status",
      description = "Print the settings; exit with 1 if there are none.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class,
      footer = "  sluice git status")
  static final class Status extends OnSettings {

    Status(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() throws IOException {
      GitSettings settings = settings();
      if (settings.values().isEmpty() && settings.patterns().isEmpty()) {
        print("not set up; run sluice git setup");
        return ExitCode.REJECTED;
      }
      show(settings);
      return ExitCode.ACCEPTED;
    }
  }

  /** Removes the settings. */
  @Command(
      name = "remove",
      description = "Remove the settings that setup has written.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class,
      footer = "  sluice git remove")
  static final class Remove extends OnSettings {

    Remove(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() throws IOException {
      print(settings().remove() ? "removed" : "not set up");
      return ExitCode.ACCEPTED;
    }
  }
}
