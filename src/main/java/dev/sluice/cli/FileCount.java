package dev.sluice.cli;

import dev.sluice.cli.terminal.Progress;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Counts the files of a run in the background, so that the progress shows how many are left. */
final class FileCount {

  private FileCount() {}

  /**
   * Begins to count on a separate thread, if the progress is shown.
   *
   * @param listing lists the files with a scheduler
   * @return ends the count
   */
  static Disposable begin(Progress progress, Function<Scheduler, Flux<?>> listing) {
    if (!progress.isShown()) {
      return Disposables.disposed();
    }
    Scheduler counter = Schedulers.newSingle("sluice-count", true);
    Disposable counting =
        Flux.defer(() -> listing.apply(counter))
            .count()
            .subscribeOn(counter)
            .subscribe(progress::total, unknown -> {});
    return Disposables.composite(counting, counter);
  }
}
