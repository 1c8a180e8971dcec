package metered;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.LoadListener;
import dev.sluice.metrics.LoadMetrics;
import dev.sluice.metrics.LoadObservations;
import dev.sluice.source.ByteSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;

/** Counts one load. */
public final class Main {

  private Main() {}

  /** Prints how many loads were measured. */
  public static void main(String[] arguments) {
    MeterRegistry meters = new SimpleMeterRegistry();
    LoadListener listener =
        LoadMetrics.of(meters).and(LoadObservations.of(ObservationRegistry.create()));
    try (WorkflowLoader loader = WorkflowLoader.builder().listener(listener).build()) {
      loader
          .tryLoad(ByteSource.of("small", "{\"nodes\": {}}".getBytes(StandardCharsets.UTF_8)))
          .block();
    }
    System.out.println("measured " + meters.get("sluice.load").timer().count());
  }
}
