package dev.sluice.scan;

import java.nio.file.Path;
import reactor.core.publisher.Flux;
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
    this.options = options;
    this.scheduler = blocking;
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
    return Flux.defer(() -> emit(new TreeWalk(directory, options))).subscribeOn(scheduler);
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
