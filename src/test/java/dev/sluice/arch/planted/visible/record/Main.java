package dev.sluice.arch.planted.visible.record;

import dev.sluice.arch.planted.visible.json.Needed;

/** Public because the JVM starts it. */
public interface Main {
  Needed needed();
}
