package dev.sluice.config;

import dev.sluice.model.LoadSummary;
import java.util.Objects;
import java.util.function.Consumer;
import reactor.util.context.ContextView;

/**
 * Is notified when each load of a loader starts and when it ends.
 *
 * <p>It is called on the threads on which loads are subscribed to and end, concurrently for several
 * loads, so it must be fast and must not block. An exception that it throws is logged and does not
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

  /**
   * The method that the loader calls. Override it if the listener needs the subscriber's context,
   * or must be called before and after the host's code.
   *
   * @param source the name of the source, not escaped
   * @param subscriber the context of the load's subscriber, such as that of a request; empty for a
   *     read that several loads share
   */
  default Running started(LoadSummary.Operation operation, String source, ContextView subscriber) {
    return Running.until(started(operation, source));
  }

  /** One load between its start and its end. */
  interface Running {

    /** Called exactly once, when the load completes, fails or is cancelled. */
    void ended(LoadSummary load);

    /**
     * Called before each call of a rule, a provider or a factory of the host, on the thread of the
     * call; several nodes may be created within one call, and by several threads at once. The
     * result is run after the call, on the same thread.
     */
    default Runnable enterHostCode() {
      return () -> {};
    }

    /** A running load for a listener that needs only its end. */
    static Running until(Consumer<LoadSummary> end) {
      Objects.requireNonNull(end, "end");
      return end::accept;
    }
  }

  /** Combines this listener with another one, which is called after it. */
  default LoadListener and(LoadListener other) {
    Objects.requireNonNull(other, "other");
    LoadListener first = this;
    return new LoadListener() {
      @Override
      public Consumer<LoadSummary> started(LoadSummary.Operation operation, String source) {
        return first.started(operation, source).andThen(other.started(operation, source));
      }

      @Override
      public Running started(
          LoadSummary.Operation operation, String source, ContextView subscriber) {
        return both(
            first.started(operation, source, subscriber),
            other.started(operation, source, subscriber));
      }
    };
  }

  private static Running both(Running first, Running second) {
    return new Running() {
      @Override
      public void ended(LoadSummary load) {
        first.ended(load);
        second.ended(load);
      }

      @Override
      public Runnable enterHostCode() {
        Runnable outer = first.enterHostCode();
        Runnable inner = second.enterHostCode();
        return () -> {
          inner.run();
          outer.run();
        };
      }
    };
  }
}
