package dev.sluice.arch.planted.signatures.metrics;

import io.micrometer.core.instrument.MeterRegistry;

public interface Meters {
  void in(MeterRegistry registry);
}
