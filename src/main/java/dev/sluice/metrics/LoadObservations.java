package dev.sluice.metrics;

import dev.sluice.config.LoadListener;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.LoadSummary.Operation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A load listener that records observations named {@code sluice.load}, for tracing and metrics.
 *
 * <p>{@code operation}, {@code ending} and {@code code} have low cardinality, {@code source} has
 * high cardinality. Each stage that ran is an event, signalled at the end with its time.
 */
public final class LoadObservations implements LoadListener {

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
    String name = lower(operation);
    Observation observation =
        Observation.createNotStarted("sluice.load", registry)
            .contextualName("sluice " + name)
            .lowCardinalityKeyValue("operation", name)
            .highCardinalityKeyValue("source", source)
            .start();
    return load -> {
      observation
          .lowCardinalityKeyValue("ending", lower(load.ending()))
          .lowCardinalityKeyValue("code", load.code().map(Enum::name).orElse("none"))
          .highCardinalityKeyValue("nodes", Long.toString(load.nodes()));
      load.stages()
          .forEach(
              (stage, time) ->
                  observation.event(
                      Observation.Event.of(lower(stage), lower(stage) + " took " + time)));
      observation.stop();
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
