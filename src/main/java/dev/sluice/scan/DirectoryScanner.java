package dev.sluice.scan;

import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.WorkflowException;
import dev.sluice.flow.Boundary;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
import dev.sluice.text.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Lists the workflow files of a directory tree, and applies a load to each of them.
 *
 * <p>Immutable; any number of scans may run at once.
 */
public final class DirectoryScanner {

  /** The entries of a tree, one after another. */
  interface TreeEntries {

    /** The next entry, or null at the end. Blocks until it is found. */
    @Nullable TreeEntry next();

    /** Makes a running {@link #next} on another thread return soon. */
    void cancel();
  }

  /** Restricts a walk to parts of a tree. It is called on the thread that walks, and may block. */
  public interface Guide {

    /** Visits the whole tree. */
    Guide EVERYWHERE = path -> true;

    /**
     * Whether to visit an entry. An entry that is not visited is omitted, with everything in it,
     * and its attributes are not read.
     *
     * @param path the path of a file or directory below the root, beginning with the root
     */
    boolean visits(Path path);

    /**
     * Whether to read the names of a directory. It is called before they are read, for each
     * directory that is visited and not skipped, and for the root first.
     */
    default boolean enters(Path directory, BasicFileAttributes attributes) throws IOException {
      return true;
    }
  }

  private final ScanOptions options;
  private final Scheduler scheduler;

  /**
   * A scanner.
   *
   * @param options selects the files and sets the limits
   * @param blocking the scheduler that reads directories: it must allow blocking, and is not
   *     disposed
   */
  public DirectoryScanner(ScanOptions options, Scheduler blocking) {
    this.options = Objects.requireNonNull(options, "options");
    this.scheduler = Objects.requireNonNull(blocking, "blocking");
  }

  /**
   * Emits the files of a tree, the directories that cannot be read and, if the options request it,
   * the skipped files and directories.
   *
   * <p>Cold and driven by demand. Each subscription starts a new walk, which runs and emits on the
   * scheduler and reads directories only on demand. Symbolic links are not followed, except for the
   * directory itself. Files deleted during the walk are ignored. Cancelling ends the walk; no
   * directory is open between two entries.
   *
   * <p>Fails with {@code UnreadableSourceException} if the directory does not exist or cannot be
   * read. A directory within it that cannot be read is an entry.
   */
  public Flux<TreeEntry> walk(Path directory) {
    return walk(directory, Guide.EVERYWHERE);
  }

  /**
   * Walks through parts of a tree; otherwise like {@link #walk(Path)}.
   *
   * @param guide chooses the parts. If it throws an exception for a directory, the directory is
   *     emitted as one that cannot be read; if it throws for the root, the walk fails.
   */
  public Flux<TreeEntry> walk(Path directory, Guide guide) {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(guide, "guide");
    return Boundary.around(
        Boundary.subscribedOn(scheduler, Flux.defer(() -> emit(entries(directory, guide)))));
  }

  /**
   * Loads each file of a tree and emits the results in the order of {@link #walk(Path)}.
   *
   * <p>Cold and driven by demand: at most {@link ScanOptions#concurrency()} files are being loaded
   * or waiting to be emitted, and the walk is at most that many files ahead. Entries are emitted on
   * the threads of the loads or of the scheduler. Cancelling ends the walk and cancels the running
   * loads.
   *
   * <p>A load that fails becomes an entry and does not end the scan; a failure other than a {@code
   * WorkflowException} becomes the cause of a {@code LoaderFailedException}. If a load is empty,
   * its file is omitted. A file is skipped if its load fails with {@code NOT_A_WORKFLOW} or with a
   * report that is {@linkplain ValidationReport#foreign() foreign}. The scan fails only if {@link
   * #walk(Path)} does.
   *
   * @param load loads a file, such as {@code loader::load} or {@code loader::skeleton}
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

  /** Confines a fatal error of a load to its file. */
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
                Finding.of(FindingCode.INTERNAL, FailureText.of("The load failed", failure)),
                failure);
    if (typed.code() != FindingCode.NOT_A_WORKFLOW && !typed.report().foreign()) {
      return Mono.just(new ScanEntry.Failed<>(file, typed));
    }
    if (!options.skipped()) {
      return Mono.empty();
    }
    String message =
        typed.code() == FindingCode.NOT_A_WORKFLOW
            ? typed.finding().message()
            : SkipReason.FOREIGN.message();
    return Mono.just(new ScanEntry.Skipped<>(file, SkipReason.FOREIGN, message));
  }

  private TreeEntries entries(Path directory, Guide guide) {
    TreeEntries tree = new TreeWalk(directory, options, guide);
    return options.order() == ScanOptions.Order.NEWEST_FIRST ? new NewestFirst(tree) : tree;
  }

  private static Flux<TreeEntry> emit(TreeEntries entries) {
    return Flux.<TreeEntry>generate(
            sink -> {
              TreeEntry entry = entries.next();
              if (entry == null) {
                Boundary.complete(sink);
              } else {
                sink.next(entry);
              }
            })
        .doOnCancel(entries::cancel);
  }
}
