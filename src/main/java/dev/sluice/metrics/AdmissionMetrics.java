package dev.sluice.metrics;

import dev.sluice.WorkflowLoader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;

/**
 * Binds the admission of a loader to these meters:
 *
 * <pre>
 * sluice.admission.working  gauge  loads that hold a permit
 * sluice.admission.waiting  gauge  loads that wait for a permit or for room for their bytes
 * </pre>
 *
 * <p>The registry refers to the loader weakly. A registry can have these meters only once, so bind
 * only one loader to it.
 */
public final class AdmissionMetrics implements MeterBinder {

  private final WorkflowLoader loader;

  private AdmissionMetrics(WorkflowLoader loader) {
    this.loader = loader;
  }

  /** A binder for this loader. */
  public static AdmissionMetrics of(WorkflowLoader loader) {
    return new AdmissionMetrics(Objects.requireNonNull(loader, "loader"));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("sluice.admission.working", loader, l -> l.admission().atWork())
        .description("Loads that hold a permit")
        .register(registry);
    Gauge.builder("sluice.admission.waiting", loader, l -> l.admission().waiting())
        .description("Loads that wait for a permit or for room for their bytes")
        .register(registry);
  }
}
