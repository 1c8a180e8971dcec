package dev.sluice.cli;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.answer.JsonConfigFile;
import dev.sluice.cli.gate.BaselineFile;
import dev.sluice.cli.report.DraftFile;
import dev.sluice.cli.report.MergedReport;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.cli.terminal.Terminal.OutputFailedException;
import dev.sluice.file.Unreadable;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on the reports of earlier runs. */
@Command(
    name = "report",
    description = "Merge the reports of the shards of a run.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice report merge -o all.sarif shard-*.sarif")
final class ReportCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing: merge");
  }

  /** Makes one report of several. */
  @Command(
      name = "merge",
      description = {
        "Merge the reports that validate --shard has written for the parts of a tree: JSON"
            + " lines, SARIF, JUnit XML or baselines.",
        "The result is the report of a run over all files, in the order of their names."
      },
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class,
      footer = "  sluice report merge -o all.sarif shard-*.sarif")
  static final class Merge implements Callable<Integer> {

    private final Terminal terminal;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
        paramLabel = "FILE",
        arity = "1..*",
        description = "The reports, all in the same format, which is detected.")
    private List<String> files = new ArrayList<>();

    @Option(
        names = {"-o", "--output"},
        paramLabel = "OUT",
        description = "The file to write (default: standard output).")
    private @Nullable String output;

    Merge(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      List<Path> reports = new ArrayList<>();
      for (String name : Inputs.of(spec.commandLine(), files)) {
        reports.add(path(name));
      }
      MergedReport.Format format = format(reports);
      String name = output;
      if (name == null) {
        write(format, reports, terminal.results());
        terminal.results().flush();
        return ExitCode.ACCEPTED;
      }
      try (DraftFile draft = new DraftFile(name)) {
        write(format, reports, draft.stream());
        draft.publish();
      } catch (InvalidPathException e) {
        throw new IOException("cannot write " + Quote.of(name) + ": " + e.getReason(), e);
      }
      return ExitCode.ACCEPTED;
    }

    private static Path path(String name) throws IOException {
      try {
        return FileNames.path(name);
      } catch (InvalidPathException e) {
        throw new IOException(Unreadable.message(name, e.getReason()), e);
      }
    }

    private static MergedReport.Format format(List<Path> reports) throws IOException {
      Set<MergedReport.Format> formats = EnumSet.noneOf(MergedReport.Format.class);
      for (Path report : reports) {
        read(
            FileNames.shown(report),
            () -> {
              MergedReport.formatOf(report).ifPresent(formats::add);
              if (formats.size() > 1) {
                throw new IllegalArgumentException(
                    "the reports before it have another format; merge one format at a time");
              }
            });
      }
      return formats.stream().findFirst().orElse(MergedReport.Format.LINES);
    }

    private static void write(MergedReport.Format format, List<Path> reports, OutputStream target)
        throws IOException {
      if (format == MergedReport.Format.BASELINE) {
        read("the baselines", () -> BaselineFile.merge(reports, target));
        return;
      }
      try (MergedReport merged = MergedReport.of(format)) {
        for (Path report : reports) {
          read(FileNames.shown(report), () -> merged.add(report));
        }
        merged.writeTo(target);
      }
    }

    /** Reads reports. */
    private interface Reading {
      void read() throws IOException;
    }

    private static void read(String reports, Reading reading) throws IOException {
      try {
        reading.read();
      } catch (OutputFailedException e) {
        throw e;
      } catch (IOException e) {
        throw new IOException("cannot merge " + reports + ": " + JsonConfigFile.reason(e), e);
      } catch (IllegalArgumentException e) {
        throw new IOException("cannot merge " + reports + ": " + e.getMessage(), e);
      }
    }
  }
}
