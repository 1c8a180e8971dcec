package dev.sluice.metrics;

import dev.sluice.config.LoadListener;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.LoadSummary.Operation;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A load listener that records these meters:
 *
 * <pre>
 * sluice.load                 timer    operation, ending, code (none if there is no failure)
 * sluice.load.stage           timer    operation, stage: the stage's own time
 * sluice.load.active          gauge    running loads
 * sluice.load.document.bytes  summary  operation: decompressed bytes
 * sluice.load.stored.bytes    summary  operation: bytes read from the source
 * sluice.load.nodes           summary  operation: nodes of accepted documents
 * </pre>
 *
 * <p>Source names are not tags, because their number is unlimited.
 */
public final class LoadMetrics implements LoadListener {

  private final MeterRegistry registry;
  private final AtomicInteger active = new AtomicInteger();

  private LoadMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("sluice.load.active", active);
  }

  /** A listener that records in this registry. */
  public static LoadMetrics of(MeterRegistry registry) {
    return new LoadMetrics(Objects.requireNonNull(registry, "registry"));
  }

  @Override
  public Consumer<LoadSummary> started(Operation operation, String source) {
    active.incrementAndGet();
    return load -> {
      active.decrementAndGet();
      record(load);
    };
  }

  private void record(LoadSummary load) {
    String operation = tag(load.operation());
    Timer.builder("sluice.load")
        .description("Loads from subscription to end")
        .tags("operation", operation, "ending", tag(load.ending()), "code", code(load))
        .register(registry)
        .record(load.duration());
    load.stages()
        .forEach(
            (stage, time) ->
                Timer.builder("sluice.load.stage")
                    .description("Own time of a stage of a load")
                    .tags("operation", operation, "stage", tag(stage))
                    .register(registry)
                    .record(time));
    if (!load.stages().isEmpty()) {
      bytes("sluice.load.stored.bytes", operation).record((double) load.storedBytes());
      bytes("sluice.load.document.bytes", operation).record((double) load.documentBytes());
    }
    if (load.ending() == LoadSummary.Ending.ACCEPTED) {
      DistributionSummary.builder("sluice.load.nodes")
          .tags("operation", operation)
          .register(registry)
          .record((double) load.nodes());
    }
  }

  private DistributionSummary bytes(String name, String operation) {
    return DistributionSummary.builder(name)
        .baseUnit(BaseUnits.BYTES)
        .tags("operation", operation)
        .register(registry);
  }

  private static String code(LoadSummary load) {
    return load.code().map(FindingCode::name).orElse("none");
  }

  private static String tag(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
