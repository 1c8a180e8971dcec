package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.WorkflowLoaderBuilder;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.gate.Settings;
import dev.sluice.cli.report.Tally;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Limits;
import dev.sluice.config.LoadListener;
import dev.sluice.config.Profile;
import dev.sluice.config.UnknownTypes;
import dev.sluice.model.LoadStage;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The options of every command that loads documents. */
@Command
final class LoaderOptions {

  private static final String UNTRUSTED = "untrusted";
  private static final String TRUSTED = "trusted";
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--profile",
      paramLabel = "lenient|strict",
      completionCandidates = Completions.Profiles.class,
      description =
          "Which errors reject a document: lenient rejects only what cannot be loaded, strict"
              + " rejects any error. Default: strict for validate, lenient for other commands.")
  private @Nullable Profile profile;

  @Option(
      names = "--limits",
      paramLabel = "untrusted|trusted|FILE",
      completionCandidates = Completions.LimitSets.class,
      description =
          "Resource limits: untrusted (default), trusted, or a JSON file such as"
              + " {\"nodes\": 5000}.")
  private @Nullable String limits;

  @Option(
      names = "--unknown",
      paramLabel = "placeholder|skip|fail",
      completionCandidates = Completions.Policies.class,
      description = "How to treat nodes of unknown types (default: placeholder).")
  private UnknownTypes unknown = UnknownTypes.PLACEHOLDER;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of documents to load at once (default: number of processors).")
  private int threads = PROCESSORS;

  @Option(names = "--timings", description = "Print to standard error how long each input took.")
  private boolean timings;

  @Option(
      names = "--no-cache",
      hidden = true,
      description = "Has no effect: a process loads each input only once.")
  @SuppressWarnings("UnusedVariable") // each process loads each input only once
  private boolean noCache;

  private volatile Settings configured = Settings.NONE;
  private volatile Limits configuredLimits = Limits.untrusted();

  /** The number of documents to load at once. */
  int threads() {
    if (threads < 1) {
      throw new ParameterException(command.commandLine(), "--threads must be at least 1");
    }
    return threads;
  }

  /**
   * Replaces the configuration whose settings are used where options are not given.
   *
   * @throws IOException if the configuration names a file of limits that is invalid
   */
  void configure(Settings settings) throws IOException {
    configuredLimits = limitsOf(settings);
    configured = settings;
  }

  /** The limits of a configuration; its file is not read if an option replaces it. */
  private Limits limitsOf(Settings settings) throws IOException {
    String wanted = limits == null ? settings.limits().orElse(UNTRUSTED) : UNTRUSTED;
    return switch (wanted) {
      case UNTRUSTED -> Limits.untrusted();
      case TRUSTED -> Limits.trusted();
      default -> LimitsFile.read(wanted, settings);
    };
  }

  private Profile profileOr(Profile standard) {
    Profile given = profile;
    return given == null ? configured.profile().orElse(standard) : given;
  }

  /** The requested limits. */
  Limits limits() {
    String given = limits;
    if (given == null) {
      return configuredLimits;
    }
    return switch (given.toLowerCase(Locale.ROOT)) {
      case UNTRUSTED -> Limits.untrusted();
      case TRUSTED -> Limits.trusted();
      default -> LimitsFile.read(given, command.commandLine());
    };
  }

  /** A text of the options that affect the answers of a check; equal options give equal answers. */
  String checkText(Profile standard) {
    return profileOr(standard) + " " + unknown + " " + limits();
  }

  /** A scheduler for loads, which the caller must dispose. */
  Scheduler scheduler() {
    return Schedulers.newBoundedElastic(threads(), Integer.MAX_VALUE, "sluice", 60, true);
  }

  /** A loader with these options; {@code standard} is the default profile. */
  WorkflowLoader loader(Profile standard, Scheduler scheduler) {
    return loaderWith(profileOr(standard), scheduler);
  }

  /** The same, notifying a listener of the cost of each load. */
  WorkflowLoader measuredLoader(Profile standard, Scheduler scheduler, LoadListener listener) {
    return builder(profileOr(standard), unknown, scheduler).listener(listener).build();
  }

  /** A loader with these options that rejects only what cannot be loaded. */
  WorkflowLoader lenientLoader(Scheduler scheduler) {
    return loaderWith(Profile.LENIENT, scheduler);
  }

  /** The same, keeping nodes of unknown types, so that what it reads can be written back. */
  WorkflowLoader wholeLoader(Scheduler scheduler) {
    return loaderWith(Profile.LENIENT, UnknownTypes.PLACEHOLDER, scheduler);
  }

  /** A loader with other limits. */
  WorkflowLoader wholeLoader(Scheduler scheduler, Limits others) {
    return builder(Profile.LENIENT, UnknownTypes.PLACEHOLDER, scheduler).limits(others).build();
  }

  private WorkflowLoader loaderWith(Profile wanted, Scheduler scheduler) {
    return loaderWith(wanted, unknown, scheduler);
  }

  private WorkflowLoader loaderWith(
      Profile wanted, UnknownTypes unknownTypes, Scheduler scheduler) {
    return builder(wanted, unknownTypes, scheduler).build();
  }

  private WorkflowLoaderBuilder builder(
      Profile wanted, UnknownTypes unknownTypes, Scheduler scheduler) {
    return WorkflowLoader.builder()
        .profile(wanted)
        .limits(limits())
        .unknownTypes(unknownTypes)
        .creation(20, threads())
        .admission(threads(), Integer.MAX_VALUE) // as many as the inputs that are read at once
        .scheduler(scheduler);
  }

  /** Prints how long the stages of all loads took together, if that is requested. */
  void printStages(Terminal terminal, Map<LoadStage, Duration> stages) {
    if (timings) {
      for (LoadStage stage : LoadStage.values()) {
        Duration took = stages.getOrDefault(stage, Duration.ZERO);
        terminal.complain(stage.name().toLowerCase(Locale.ROOT) + ": " + Tally.duration(took));
      }
    }
  }

  /** Prints how long an answer took, if that is requested. */
  void printTime(Terminal terminal, Answer answer) {
    if (timings) {
      terminal.complain(answer.input().name() + ": " + Tally.duration(answer.took()));
    }
  }
}
