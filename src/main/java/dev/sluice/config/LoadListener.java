package dev.sluice.config;

import dev.sluice.model.LoadSummary;
import java.util.function.Consumer;

/**
 * Hears of a loader's loads: that each begins, and what it came to.
 *
 * <p>Called on the threads that subscribe and that end loads, for several loads at once, so it must
 * be quick and must not block. What it throws is logged and changes no load.
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

  /** Hears nothing, and costs nothing. */
  LoadListener NONE = (operation, source) -> load -> {};

  /**
   * A load was subscribed to.
   *
   * @param source the source's name, as the host gave it
   * @return what hears its end, once: completion, failure or cancel
   */
  Consumer<LoadSummary> started(LoadSummary.Operation operation, String source);

  /** This listener and then another one. */
  default LoadListener and(LoadListener other) {
    return (operation, source) -> {
      Consumer<LoadSummary> first = started(operation, source);
      return first.andThen(other.started(operation, source));
    };
  }
}
