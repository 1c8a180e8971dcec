package dev.sluice.metrics;

import dev.sluice.CacheStatistics;
import dev.sluice.WorkflowCache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Binds a workflow cache to these meters:
 *
 * <pre>
 * sluice.cache.gets       counter  result: hit, shared with a running load, miss
 * sluice.cache.evictions  counter
 * sluice.cache.retained   gauge    bytes
 * </pre>
 */
public final class CacheMetrics implements MeterBinder {

  private final WorkflowCache cache;

  private CacheMetrics(WorkflowCache cache) {
    this.cache = cache;
  }

  /** A binder for this cache. */
  public static CacheMetrics of(WorkflowCache cache) {
    return new CacheMetrics(Objects.requireNonNull(cache, "cache"));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gets("hit", CacheStatistics::hits).register(registry);
    gets("shared", CacheStatistics::shared).register(registry);
    gets("miss", CacheStatistics::misses).register(registry);
    FunctionCounter.builder("sluice.cache.evictions", cache, c -> c.statistics().evictions())
        .register(registry);
    Gauge.builder("sluice.cache.retained", cache, c -> c.statistics().retainedBytes())
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
  }

  private FunctionCounter.Builder<WorkflowCache> gets(
      String result, ToDoubleFunction<CacheStatistics> count) {
    return FunctionCounter.builder(
            "sluice.cache.gets", cache, c -> count.applyAsDouble(c.statistics()))
        .tag("result", result);
  }
}
