package dev.sluice.watch;

import dev.sluice.ReadResult;
import dev.sluice.flow.Boundary;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Emits the changes of workflow files in directory trees; immutable, and usable for any number of
 * watches at once.
 *
 * <p>A watch first emits all workflows of a tree, then each change. It includes the same files as a
 * scan with the same options: once no more changes are pending, the emitted workflows are those of
 * a new scan.
 */
public final class LibraryWatch {

  private final WatchSettings settings;

  private LibraryWatch(WatchSettings settings) {
    this.settings = settings;
  }

  /** A watch with the settings of {@link #builder} without changes. */
  public static LibraryWatch of(Function<ByteSource, Mono<ReadResult>> read) {
    return builder(read).build();
  }

  /**
   * A builder with these defaults: the options of {@link ScanOptions#defaults()}, settling for 100
   * milliseconds, polling every 2 seconds where that is necessary, and 32 MiB of old versions.
   *
   * @param read reads a document, such as {@code loader::tryRead}; its failures are emitted as
   *     failures of the file
   */
  public static Builder builder(Function<ByteSource, Mono<ReadResult>> read) {
    return new Builder(Objects.requireNonNull(read, "read"));
  }

  /**
   * The workflows of a directory tree, and then its changes.
   *
   * <pre>
   *   files     a b     b'        a &gt; c
   *   watch  ---A-A-R---[..]-C----[..]-N-------   A added, R ready, C changed, N renamed
   * </pre>
   *
   * <p>Cold: each subscription starts a separate watch, which never completes. The watch has its
   * own daemon thread, which waits for changes and emits them; files are read on {@code
   * Schedulers.boundedElastic()}, and documents where the given function reads them. Without demand
   * nothing is read, and all changes to a file until the next request are combined into one.
   * Cancelling ends the watch, its thread and its file system handle.
   *
   * <p>A file has changed if its bytes have: touching a file, or saving the same content, emits
   * nothing. A path is read when it has been quiet for the configured time, after 2 seconds at the
   * latest. A deleted file is reported only after the same time, so that saving by rename, or by
   * delete and create, is one change, and a move is one change. A recently modified file with
   * broken content is read up to three more times before it is emitted as rejected. If the file
   * system reports lost events, the whole tree is walked again. Where events are unreliable
   * (without a watch service, beyond its limits, and on network mounts), the tree is walked at
   * intervals.
   *
   * <p>Memory holds about 300 bytes for each file, the limited number of old versions, and the
   * documents that are being read or emitted.
   *
   * <p>Fails with {@code UnreadableSourceException} if the directory does not exist or cannot be
   * read at the beginning. If it is deleted later, {@link LibraryChange.Removed} is emitted for its
   * files, and the watch waits until the directory exists again.
   */
  public Flux<LibraryChange> watch(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return Boundary.around(
        Flux.using(
            () -> Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "sluice-watch", 60, true),
            thread -> Boundary.subscribedOn(thread, Flux.defer(() -> changes(directory))),
            Scheduler::dispose));
  }

  private Flux<LibraryChange> changes(Path directory) {
    WatchedTree tree = new WatchedTree(directory, settings);
    return Flux.<LibraryChange>generate(
            sink -> {
              LibraryChange change = tree.next();
              if (change == null) {
                Boundary.complete(sink);
              } else {
                sink.next(change);
              }
            })
        .doFinally(end -> tree.cancel());
  }

  /** Builds a {@link LibraryWatch}; not thread-safe, reusable. */
  public static final class Builder {

    private final Function<ByteSource, Mono<ReadResult>> read;
    private ScanOptions options = ScanOptions.defaults();
    private Duration settle = Duration.ofMillis(100);
    private Duration interval = Duration.ofSeconds(2);
    private boolean polls;
    private long keptBytes = 32L << 20;
    private Function<Path, ChangeSources> sources = ChangeSources::of;
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanos = System::nanoTime;

    private Builder(Function<ByteSource, Mono<ReadResult>> read) {
      this.read = read;
    }

    /**
     * Selects the files of the tree, and limits how many are read at once. The options for the
     * order and for skipped files have no effect.
     */
    public Builder options(ScanOptions options) {
      this.options = Objects.requireNonNull(options, "options");
      return this;
    }

    /** How long a path must be quiet before it is read; positive, by default 100 milliseconds. */
    public Builder settle(Duration settle) {
      this.settle = positive("settle", settle);
      return this;
    }

    /**
     * Walks over the tree at intervals even if the file system reports changes.
     *
     * @param interval the time between two walks, positive
     */
    public Builder poll(Duration interval) {
      this.interval = positive("interval", interval);
      this.polls = true;
      return this;
    }

    /**
     * The heap for old versions of documents, in bytes; by default 32 MiB; 0 keeps none. The old
     * versions of the most recently changed files are kept, compressed, for {@link
     * LibraryChange.Changed#difference()}.
     */
    public Builder keptBytes(long keptBytes) {
      if (keptBytes < 0) {
        throw new IllegalArgumentException("keptBytes must be at least 0, was " + keptBytes);
      }
      this.keptBytes = keptBytes;
      return this;
    }

    /** Replaces the file system's events and the clocks. */
    Builder sources(
        Function<Path, ChangeSources> sources, InstantSource clock, LongSupplier nanos) {
      this.sources = sources;
      this.clock = clock;
      this.nanos = nanos;
      return this;
    }

    /** A watch with these settings. */
    public LibraryWatch build() {
      ScanOptions.Builder all =
          ScanOptions.builder()
              .globs(options.globs().toArray(String[]::new))
              .recursive(options.recursive())
              .ignoreFiles(options.ignoreFiles().toArray(String[]::new))
              .hidden(options.hidden())
              .concurrency(options.concurrency())
              .maxDepth(options.maxDepth())
              .maxEntries(options.maxEntries())
              .maxBytes(options.maxBytes());
      Function<Path, ChangeSources> chosen =
          polls ? any -> ChangeSources.quiet("Polling is requested") : sources;
      return new LibraryWatch(
          new WatchSettings(
              read,
              all.build(),
              settle,
              interval,
              keptBytes,
              Schedulers.boundedElastic(),
              chosen,
              clock,
              nanos));
    }

    private static Duration positive(String name, Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw new IllegalArgumentException(name + " must be positive, was " + value);
      }
      return value;
    }
  }
}
