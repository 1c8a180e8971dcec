package dev.sluice.config;

import dev.sluice.model.LoadSummary;
import java.util.function.Consumer;

/**
 * Is notified when each load of a loader starts and when it ends.
 *
 * <p>Called on the threads that subscribe to loads and that end them, concurrently for several
 * loads, so it must be fast and must not block. An exception it throws is logged and does not
 * affect the load.
 *
 * <pre>{@code
 * LoadListener slowOnes =
 *     (operation, source) ->
 *         load -> {
 *           if (load.duration().toMillis() > 100) {
 *             log.info("{} took {}", source, load.stages());
 *           }
 *         };
 * }</pre>
 */
@FunctionalInterface
public interface LoadListener {

  /** A listener that does nothing; the loads are not measured. */
  LoadListener NONE = (operation, source) -> load -> {};

  /**
   * Called when a load is subscribed to.
   *
   * @param source the name of the source, not escaped
   * @return a callback invoked exactly once, when the load completes, fails or is cancelled
   */
  Consumer<LoadSummary> started(LoadSummary.Operation operation, String source);

  /** Combines this listener with another one, which is called after it. */
  default LoadListener and(LoadListener other) {
    return (operation, source) -> {
      Consumer<LoadSummary> first = started(operation, source);
      return first.andThen(other.started(operation, source));
    };
  }
}
