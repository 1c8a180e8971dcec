package dev.sluice.scan;

import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.WorkflowException;
import dev.sluice.flow.Boundary;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Lists the workflow files of a directory tree, and applies a load to each of them.
 *
 * <p>Immutable; any number of scans may run at once.
 */
public final class DirectoryScanner {

  private final ScanOptions options;
  private final Scheduler scheduler;

  /**
   * A scanner.
   *
   * @param options what is looked for, and the bounds kept
   * @param blocking where directories are read: it must allow blocking, and is left open
   */
  public DirectoryScanner(ScanOptions options, Scheduler blocking) {
    this.options = Objects.requireNonNull(options, "options");
    this.scheduler = Objects.requireNonNull(blocking, "blocking");
  }

  /**
   * The files of a tree, and what of it cannot be read; what is left out, too, if the options say
   * so.
   *
   * <p>Cold and driven by demand: each subscription walks anew, on the scheduler, from where it
   * emits, and looks no further than it is asked to. Links are not followed, but for the directory
   * itself. What is deleted during the walk is passed over. Cancelling ends the walk, which keeps
   * nothing open between two entries.
   *
   * <p>Fails with {@code UnreadableSourceException} where there is no such directory or it may not
   * be read; a directory within it that may not be read is an entry.
   */
  public Flux<TreeEntry> walk(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return Boundary.around(
        Boundary.subscribedOn(scheduler, Flux.defer(() -> emit(entries(directory)))));
  }

  /**
   * What comes of a load of each file of a tree, in the order of {@link #walk(Path)}.
   *
   * <p>Cold, and driven by demand: no more files are loaded, or wait loaded for their turn, than
   * {@link ScanOptions#concurrency()} says, and the walk is that far ahead at most. Entries are
   * emitted on the threads of the loads or of the scheduler. Cancelling ends the walk and cancels
   * the loads under way.
   *
   * <p>A load that fails is an entry, and ends nothing; what it fails with other than a {@code
   * WorkflowException} becomes the cause of a {@code LoaderFailedException}. A load that is empty
   * leaves its file out. A file that turns out to be a document of another purpose ({@code
   * NOT_A_WORKFLOW}) is skipped. The scan fails only where {@link #walk(Path)} does.
   *
   * @param load what is done with a file, such as {@code loader::load} or {@code loader::skeleton}
   */
  public <T> Flux<ScanEntry<T>> scan(Path directory, Function<Path, Mono<T>> load) {
    Objects.requireNonNull(load, "load");
    return Boundary.around(
        Boundary.entrance(walk(directory))
            .flatMapSequential(entry -> read(entry, load), options.concurrency(), 1));
  }

  private <T> Mono<ScanEntry<T>> read(TreeEntry entry, Function<Path, Mono<T>> load) {
    if (entry instanceof TreeEntry.Skipped skipped) {
      SkipReason reason = skipped.reason();
      return Mono.just(new ScanEntry.Skipped<>(skipped.path(), reason, reason.message()));
    }
    if (entry instanceof TreeEntry.Failed failed) {
      return Mono.just(new ScanEntry.Failed<>(failed.path(), failed.failure()));
    }
    TreeEntry.File file = (TreeEntry.File) entry;
    return Boundary.entrance(guarded(load, file.path()))
        .<ScanEntry<T>>map(
            value -> new ScanEntry.Loaded<>(file.path(), file.size(), file.modified(), value))
        .onErrorResume(failure -> failed(file.path(), failure));
  }

  /** A fatal error of a load is the misfortune of one file, too. */
  private static <T> Mono<T> guarded(Function<Path, Mono<T>> load, Path file) {
    return Mono.defer(
        () -> {
          try {
            return load.apply(file);
          } catch (Throwable e) {
            return Mono.error(e);
          }
        });
  }

  private <T> Mono<ScanEntry<T>> failed(Path file, Throwable failure) {
    WorkflowException typed =
        failure instanceof WorkflowException known
            ? known
            : new LoaderFailedException(
                Finding.of(
                    FindingCode.INTERNAL, "The load failed: " + failure.getClass().getSimpleName()),
                failure);
    if (typed.code() != FindingCode.NOT_A_WORKFLOW) {
      return Mono.just(new ScanEntry.Failed<>(file, typed));
    }
    return options.skipped()
        ? Mono.just(new ScanEntry.Skipped<>(file, SkipReason.FOREIGN, typed.finding().message()))
        : Mono.empty();
  }

  private Entries entries(Path directory) {
    Entries tree = new TreeWalk(directory, options);
    return options.order() == ScanOptions.Order.NEWEST_FIRST ? new NewestFirst(tree) : tree;
  }

  private static Flux<TreeEntry> emit(Entries entries) {
    return Flux.<TreeEntry>generate(
            sink -> {
              TreeEntry entry = entries.next();
              if (entry == null) {
                sink.complete();
              } else {
                sink.next(entry);
              }
            })
        .doOnCancel(entries::cancel);
  }
}
