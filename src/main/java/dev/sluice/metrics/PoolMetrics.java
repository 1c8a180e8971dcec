package dev.sluice.metrics;

import dev.sluice.pool.NodePool;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;

/**
 * Binds a node pool to these meters:
 *
 * <pre>
 * sluice.pool.acquired  counter  result: hit, miss
 * sluice.pool.released  counter  result: kept, discarded
 * sluice.pool.size      gauge    nodes in the pool
 * </pre>
 */
public final class PoolMetrics implements MeterBinder {

  private final NodePool pool;

  private PoolMetrics(NodePool pool) {
    this.pool = pool;
  }

  /** A binder for this pool. */
  public static PoolMetrics of(NodePool pool) {
    return new PoolMetrics(Objects.requireNonNull(pool, "pool"));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("sluice.pool.acquired", pool, p -> p.statistics().hits())
        .tag("result", "hit")
        .register(registry);
    FunctionCounter.builder("sluice.pool.acquired", pool, p -> p.statistics().misses())
        .tag("result", "miss")
        .register(registry);
    FunctionCounter.builder("sluice.pool.released", pool, p -> p.statistics().returns())
        .tag("result", "kept")
        .register(registry);
    FunctionCounter.builder("sluice.pool.released", pool, p -> p.statistics().discarded())
        .tag("result", "discarded")
        .register(registry);
    Gauge.builder("sluice.pool.size", pool, p -> p.statistics().size()).register(registry);
  }
}
