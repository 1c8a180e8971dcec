package dev.sluice.cli;

import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.gate.PathFilter;
import dev.sluice.cli.gate.Settings;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.file.Unreadable;
import dev.sluice.watch.LibraryChange;
import dev.sluice.watch.LibraryChange.Added;
import dev.sluice.watch.LibraryChange.Ready;
import dev.sluice.watch.LibraryChange.Removed;
import dev.sluice.watch.LibraryChange.Renamed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A watch that follows its configuration too: when the configuration changes, the tree is watched
 * again under the new one, beginning with a snapshot. A configuration that cannot be read is
 * reported, and the one before stays in use.
 */
final class ConfiguredWatch {

  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final ConfigOptions configuration;
  private final Use use;
  private final Function<Settings, Flux<LibraryChange>> watch;
  private final Terminal terminal;

  /**
   * A watch.
   *
   * @param use prepares the use of settings
   * @param watch returns the changes under some settings; it may ignore their {@code exclude}
   */
  ConfiguredWatch(
      ConfigOptions configuration,
      Use use,
      Function<Settings, Flux<LibraryChange>> watch,
      Terminal terminal) {
    this.configuration = configuration;
    this.use = use;
    this.watch = watch;
    this.terminal = terminal;
  }

  /** Prepares the use of settings. */
  interface Use {
    /**
     * Called before the changes under some settings are watched.
     *
     * @throws IOException if they cannot be used
     */
    void of(Settings settings) throws IOException;
  }

  /** A change of the tree, or the configuration file that applies from now on. */
  record Event(Optional<LibraryChange> change, Optional<Path> configuration) {}

  /** The events under some settings, and under each later version of them. */
  Flux<Event> events(Settings first) {
    return Flux.defer(
        () -> {
          Stamp before = Stamp.of(configuration);
          Flux<Settings> later =
              Flux.interval(BETWEEN, Schedulers.boundedElastic())
                  .onBackpressureDrop()
                  .map(tick -> Stamp.of(configuration))
                  .startWith(before)
                  .distinctUntilChanged()
                  .skip(1)
                  .concatMap(stamp -> reread());
          return Flux.concat(
                  Mono.just(changes(first)),
                  later.map(
                      settings ->
                          Flux.concat(
                              Mono.just(
                                  new Event(
                                      Optional.empty(),
                                      Optional.of(settings.file().orElse(Path.of(""))))),
                              changes(settings))))
              .switchMap(events -> events);
        });
  }

  private Mono<Settings> reread() {
    return Mono.defer(
        () -> {
          try {
            Settings settings = configuration.settings();
            use.of(settings);
            return Mono.just(settings);
          } catch (IOException e) {
            terminal.complain(
                "The configuration is not used: "
                    + Optional.ofNullable(e.getMessage()).orElseGet(() -> Unreadable.reason(e)));
            return Mono.empty();
          }
        });
  }

  private Flux<Event> changes(Settings settings) {
    return Flux.defer(
        () -> {
          Shown shown = new Shown(settings.excluded());
          return watch
              .apply(settings)
              .concatMap(change -> Mono.justOrEmpty(shown.of(change)), 1)
              .map(change -> new Event(Optional.of(change), Optional.empty()));
        });
  }

  /** What identifies the content of a configuration file. */
  private record Stamp(Optional<Path> file, long size, FileTime modified) {
    static Stamp of(ConfigOptions configuration) {
      Optional<Path> file = configuration.file();
      if (file.isPresent()) {
        try {
          BasicFileAttributes found = Files.readAttributes(file.get(), BasicFileAttributes.class);
          return new Stamp(file, found.size(), found.lastModifiedTime());
        } catch (IOException e) {
          // treated as empty: it was deleted, or reading it will report the problem
        }
      }
      return new Stamp(file, 0, FileTime.fromMillis(0));
    }
  }

  /** Omits the changes of excluded files. */
  private static final class Shown {
    private final PathFilter excluded;
    private int workflows;
    private int rejected;

    Shown(PathFilter excluded) {
      this.excluded = excluded;
    }

    private boolean excludes(Path path) {
      return excluded.match(path).isPresent();
    }

    Optional<LibraryChange> of(LibraryChange change) {
      if (change instanceof Ready ready) {
        return Optional.of(
            new Ready(ready.path(), ready.workflows() - workflows, ready.rejected() - rejected));
      }
      if (change instanceof Renamed renamed
          && excludes(renamed.before()) != excludes(renamed.path())) {
        return Optional.of(
            excludes(renamed.path())
                ? new Removed(renamed.before())
                : new Added(
                    renamed.path(), renamed.size(), renamed.modified(), renamed.document()));
      }
      if (!excludes(change.path()) || change instanceof LibraryChange.Polling) {
        return Optional.of(change);
      }
      if (change instanceof Added added && added.document().accepted()) {
        workflows++;
      } else if (change instanceof Added || change instanceof LibraryChange.Failed) {
        rejected++;
      }
      return Optional.empty();
    }
  }

  /** The name of a configuration in output; an empty path stands for no configuration. */
  static String name(Path configuration) {
    return configuration.toString().isEmpty() ? "none" : FileNames.shown(configuration);
  }
}
