package dev.sluice.web;

import dev.sluice.config.LoadListener;
import dev.sluice.model.LoadStage;
import dev.sluice.model.LoadSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The times of the last loads of each file, which the page shows; a listener of the loader that a
 * {@link WorkflowBrowser} uses.
 *
 * <pre>{@code
 * LoadTimings timings = new LoadTimings();
 * WorkflowLoader loader = WorkflowLoader.builder().listener(timings).build();
 * WorkflowBrowser.builder(loader, directory).timings(timings)
 * }</pre>
 *
 * <p>Keeps the last {@value #MOST_LOADS} loads of each of the {@value #MOST_FILES} most recently
 * loaded files. Thread-safe.
 */
public final class LoadTimings implements LoadListener {

  private static final int MOST_FILES = 4096;
  private static final int MOST_LOADS = 8;

  // guarded by this; in the order of the last load
  private final Map<String, Deque<Load>> files = new LinkedHashMap<>(16, 0.75f, true);

  /** Timings without any load. */
  public LoadTimings() {}

  /**
   * One load.
   *
   * @param began when it was subscribed to
   */
  record Load(
      Instant began,
      LoadSummary.Operation operation,
      LoadSummary.Ending ending,
      Duration duration,
      Map<LoadStage, Duration> stages,
      long storedBytes,
      long documentBytes) {

    /** Whether a cache or another load provided the definition. */
    boolean isCached() {
      return ending == LoadSummary.Ending.ACCEPTED && !stages.containsKey(LoadStage.READ);
    }

    /** The time in which no stage ran: reading the file and waiting for threads and readers. */
    Duration rest() {
      Duration left = duration;
      for (Duration stage : stages.values()) {
        left = left.minus(stage);
      }
      return left.isNegative() ? Duration.ZERO : left; // stages may run in parallel
    }
  }

  @Override
  public Consumer<LoadSummary> started(LoadSummary.Operation operation, String source) {
    Instant began = Instant.now();
    return load ->
        add(
            source,
            new Load(
                began,
                operation,
                load.ending(),
                load.duration(),
                load.stages(),
                load.storedBytes(),
                load.documentBytes()));
  }

  private synchronized void add(String source, Load load) {
    Deque<Load> loads = files.computeIfAbsent(source, unused -> new ArrayDeque<>(2));
    loads.addFirst(load);
    if (loads.size() > MOST_LOADS) {
      loads.removeLast();
    }
    if (files.size() > MOST_FILES) {
      files.remove(files.keySet().iterator().next());
    }
  }

  /** The kept loads of a source, the latest first. */
  synchronized List<Load> of(String source) {
    Deque<Load> loads = files.get(source);
    return loads == null ? List.of() : List.copyOf(loads);
  }

  /** The latest load of each kept source. */
  synchronized Map<String, Load> latest() {
    Map<String, Load> latest = new LinkedHashMap<>();
    files.forEach((source, loads) -> latest.put(source, loads.getFirst()));
    return latest;
  }
}
