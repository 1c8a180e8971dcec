package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.convert.Conversion;
import dev.sluice.cli.convert.Conversion.Prepared;
import dev.sluice.cli.convert.Conversion.Task;
import dev.sluice.cli.convert.ConversionReport;
import dev.sluice.cli.convert.ConversionTally;
import dev.sluice.cli.convert.Converted;
import dev.sluice.cli.convert.Converted.Outcome;
import dev.sluice.cli.convert.ConvertedFiles;
import dev.sluice.cli.convert.Targets;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Compression;
import dev.sluice.write.WriteOptions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * Converts many documents. All names are listed first, so that two sources of one target are
 * refused before anything is written; documents are read and written one after another.
 */
final class ConversionRun {

  private final CommandLine command;
  private final Terminal terminal;
  private final LoaderOptions options;
  private final WriteOptions wanted;

  ConversionRun(
      CommandLine command, Terminal terminal, LoaderOptions options, WriteOptions wanted) {
    this.command = command;
    this.terminal = terminal;
    this.options = options;
    this.wanted = wanted;
  }

  /**
   * How targets and sources are treated.
   *
   * @param check whether nothing is written
   * @param force whether existing targets are replaced
   * @param remove whether sources are removed
   */
  record Writing(boolean check, boolean force, boolean remove) {}

  int convert(
      List<String> paths,
      ExclusionOptions exclusion,
      boolean json,
      Optional<String> directory,
      Optional<Compression> compression,
      Writing writing)
      throws IOException {
    if (paths.contains("-")) {
      throw new ParameterException(command, "Standard input (-) can be used only with IN and OUT");
    }
    Predicate<Input> filter = exclusion.filter(options);
    ConversionTally tally = new ConversionTally();
    ConversionReport report = new ConversionReport(terminal, json);
    Scheduler scheduler = options.scheduler();
    try (WorkflowLoader loader = options.wholeLoader(scheduler)) {
      Flux<Input> inputs =
          Inputs.within(
                  Inputs.of(command, paths),
                  exclusion.includesHidden(),
                  terminal.input(),
                  false,
                  scheduler)
              .filter(filter);
      List<Task> tasks = tasks(inputs, targets(paths, directory, compression));
      Progress progress =
          new Progress(terminal, "file", OptionalLong.of(tasks.size()), System::nanoTime);
      ConvertedFiles files =
          new ConvertedFiles(
              loader, UndoneOnExit::run, writing.check(), writing.force(), writing.remove());
      try (Stream<Prepared> all =
          new Conversion(loader, wanted).all(Flux.fromIterable(tasks), options.threads())) {
        for (Iterator<Prepared> rest = all.iterator(); rest.hasNext(); ) {
          Converted result = files.write(rest.next());
          tally.add(result);
          report.write(result);
          progress.advance();
        }
      } finally {
        progress.hide();
      }
    } finally {
      scheduler.dispose();
    }
    report.end(tally);
    if (tally.files() == 0) {
      terminal.complain(
          command.getCommandSpec().qualifiedName() + ": " + exclusion.nothingFound(paths));
      return ExitCode.REJECTED;
    }
    boolean wouldChange = writing.check() && tally.count(Outcome.CONVERTIBLE) > 0;
    return Math.max(tally.exitCode(), wouldChange ? ExitCode.REJECTED : ExitCode.ACCEPTED);
  }

  private Targets targets(
      List<String> paths, Optional<String> directory, Optional<Compression> compression) {
    List<Path> roots = paths.stream().filter(Inputs::isDirectory).map(FileNames::path).toList();
    try {
      return new Targets(directory.map(FileNames::path), compression, roots);
    } catch (InvalidPathException e) {
      throw new ParameterException(
          command, "Not a valid directory name: " + directory.orElse("") + ": " + e.getReason(), e);
    }
  }

  private List<Task> tasks(Flux<Input> all, Targets targets) {
    List<Task> tasks = new ArrayList<>();
    try (Stream<Input> inputs = all.toStream()) {
      for (Iterator<Input> rest = inputs.iterator(); rest.hasNext(); ) {
        Input input = rest.next();
        Path target = input.source().file().map(targets::of).orElse(Path.of(""));
        if (input.source().file().isPresent()) {
          requireFree(input, target, targets);
        }
        tasks.add(new Task(input, target));
      }
    }
    return tasks;
  }

  private void requireFree(Input input, Path target, Targets targets) {
    Optional<String> other = targets.reserve(input, target);
    if (other.isPresent()) {
      throw new ParameterException(
          command,
          "Both "
              + other.get()
              + " and "
              + input.name()
              + " would be written to "
              + FileNames.shown(target)
              + "; nothing was written");
    }
  }
}
