package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.ConfiguredWatch.Event;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.gate.Settings;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.file.Unreadable;
import dev.sluice.watch.LibraryChange;
import dev.sluice.watch.LibraryWatch;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Follows the workflows of a directory tree as they change. */
@Command(
    name = "watch",
    description = "Show the changes of the workflows in a directory tree until interrupted.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice watch --validate flows")
final class WatchCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Sinks.Empty<Void> isReady = Sinks.empty();

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Mixin private TreeOptions tree = new TreeOptions();
  @Mixin private ConfigOptions configuration = new ConfigOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The directory to watch.")
  private String directory = "";

  @Option(
      names = "--json",
      description =
          "Print one line of JSON for each file of the first snapshot and for each change.")
  private boolean json;

  @Option(names = "--validate", description = "Also show the findings of changed workflows.")
  private boolean validate;

  @Option(
      names = "--debounce",
      paramLabel = "MILLISECONDS",
      description = "How long a file must be unchanged before it is read (default: 100).")
  private long debounce = 100;

  @Option(
      names = "--poll",
      paramLabel = "SECONDS",
      arity = "0..1",
      fallbackValue = "2",
      description =
          "Walk over the tree every 2 (or SECONDS) seconds instead of waiting for events.")
  private @Nullable Double poll;

  @Option(
      names = "--until-eof",
      description =
          "End with exit code 0 when standard input ends, but not before the first snapshot.")
  private boolean untilEof;

  WatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Inputs.of(spec.commandLine(), List.of(directory));
    Path root;
    try {
      root = FileNames.path(directory);
    } catch (InvalidPathException e) {
      terminal.complain(Unreadable.message(directory, e.getReason()));
      return ExitCode.UNREADABLE;
    }
    WatchOutput output =
        json
            ? new WatchJson(terminal, validate)
            : new WatchText(terminal, validate, LocalTime::now);
    Settings settings = configuration.settings();
    options.configure(settings);
    options.limits(); // complains about those that cannot be read before anything is watched
    checkTimes();
    Scheduler scheduler = options.scheduler();
    ConfiguredWatch watch =
        new ConfiguredWatch(
            configuration, options::configure, current -> changes(root, scheduler), terminal);
    try (Stream<Event> events = untilEnd(watch.events(settings)).toStream(1)) {
      for (Iterator<Event> rest = events.iterator(); rest.hasNext(); ) {
        write(rest.next(), output);
      }
    } catch (UnreadableSourceException e) {
      terminal.complain(e.finding().message());
      return ExitCode.UNREADABLE;
    } finally {
      scheduler.dispose();
    }
    return ExitCode.ACCEPTED;
  }

  private void checkTimes() {
    if (debounce < 1) {
      throw new ParameterException(spec.commandLine(), "--debounce must be at least 1");
    }
    Double seconds = poll;
    if (seconds != null && !(seconds >= 0.01 && seconds <= 86_400)) {
      throw new ParameterException(
          spec.commandLine(), "--poll must be a number of seconds from 0.01 to 86400");
    }
  }

  private Flux<LibraryChange> changes(Path root, Scheduler scheduler) {
    return Flux.using(
        () -> options.loader(Profile.LENIENT, scheduler),
        loader -> watch(loader).watch(root),
        WorkflowLoader::close);
  }

  private LibraryWatch watch(WorkflowLoader loader) {
    LibraryWatch.Builder watch =
        LibraryWatch.builder(loader::tryRead)
            .options(tree.scan(options).build())
            .settle(Duration.ofMillis(debounce));
    Double seconds = poll;
    if (seconds != null) {
      watch.poll(Duration.ofMillis(Math.round(seconds * 1_000)));
    }
    return watch.build();
  }

  private Flux<Event> untilEnd(Flux<Event> events) {
    return untilEof ? events.takeUntilOther(endOfInput().then(isReady.asMono())) : events;
  }

  /** Completes when standard input ends; reading it cannot be interrupted. */
  private Mono<Void> endOfInput() {
    return Mono.<Void>fromRunnable(this::readToTheEnd).subscribeOn(Schedulers.boundedElastic());
  }

  private void readToTheEnd() {
    byte[] ignored = new byte[1_024];
    try {
      int count;
      do {
        count = terminal.input().read(ignored);
      } while (count >= 0);
    } catch (IOException e) {
      // an input that cannot be read has ended
    }
  }

  private void write(Event event, WatchOutput output) throws IOException {
    if (event.configuration().isPresent()) {
      output.configured(ConfiguredWatch.name(event.configuration().get()));
    }
    if (event.change().isPresent()) {
      write(event.change().get(), output);
      if (event.change().get() instanceof LibraryChange.Ready) {
        isReady.tryEmitEmpty();
      }
    }
  }

  private void write(LibraryChange change, WatchOutput output) throws IOException {
    if (change instanceof LibraryChange.Polling polling) {
      if (poll == null) {
        terminal.complain(
            polling.reason()
                + "; looking for changes every "
                + polling.interval().toSeconds()
                + " s");
      }
      return;
    }
    output.write(change);
  }

  /** An output format of a watch, which is written change by change. */
  interface WatchOutput {

    /** Writes a change. */
    void write(LibraryChange change) throws IOException;

    /** Writes that another version of the configuration is used from now on. */
    void configured(String file) throws IOException;
  }
}
