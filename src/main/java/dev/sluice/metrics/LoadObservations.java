package dev.sluice.metrics;

import dev.sluice.config.LoadListener;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.LoadSummary.Operation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A load listener that records observations named {@code sluice.operation}, for tracing and
 * metrics.
 *
 * <p>{@code operation}, {@code ending} and {@code code} have low cardinality, {@code source} has
 * high cardinality. Each stage that ran is an event, signalled at the end with its time.
 *
 * <p>The parent is the observation in the Reactor context of the subscriber, under the key of
 * Micrometer's context propagation, or else the current one of the subscribing thread. A scope is
 * open while rules, providers and factories of the host run. The error is the failure of a load
 * that has failed; a document that is rejected is an ending, not an error.
 */
public final class LoadObservations implements LoadListener {

  /** Not the name of a meter of {@link LoadMetrics}: both may be used with one registry. */
  private static final String NAME = "sluice.operation";

  /** The key under which Micrometer's context propagation keeps the current observation. */
  private static final String PARENT = "micrometer.observation";

  private final ObservationRegistry registry;

  private LoadObservations(ObservationRegistry registry) {
    this.registry = registry;
  }

  /** A listener that observes with this registry. */
  public static LoadObservations of(ObservationRegistry registry) {
    return new LoadObservations(Objects.requireNonNull(registry, "registry"));
  }

  @Override
  public Consumer<LoadSummary> started(Operation operation, String source) {
    return started(operation, source, Context.empty())::ended;
  }

  @Override
  public Running started(Operation operation, String source, ContextView subscriber) {
    String name = lower(operation);
    Observation observation =
        Observation.createNotStarted(NAME, registry)
            .contextualName("sluice " + name)
            .lowCardinalityKeyValue("operation", name)
            .highCardinalityKeyValue("source", source);
    if (subscriber.getOrDefault(PARENT, null) instanceof Observation parent) {
      observation.parentObservation(parent);
    }
    observation.start();
    return new Running() {
      @Override
      public void ended(LoadSummary load) {
        stop(observation, load);
      }

      @Override
      public Runnable enterHostCode() {
        return observation.openScope()::close;
      }
    };
  }

  private static void stop(Observation observation, LoadSummary load) {
    observation
        .lowCardinalityKeyValue("ending", lower(load.ending()))
        .lowCardinalityKeyValue("code", load.code().map(Enum::name).orElse("none"))
        .highCardinalityKeyValue("nodes", Long.toString(load.nodes()));
    load.stages()
        .forEach(
            (stage, time) ->
                observation.event(
                    Observation.Event.of(lower(stage), lower(stage) + " took " + time)));
    load.failure().ifPresent(observation::error);
    observation.stop();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
