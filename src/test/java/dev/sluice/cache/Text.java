package dev.sluice.cache;

import dev.sluice.cache.LoadCache.Retention;

/** A document's text as a value to keep. */
record Text(String text, Retention retention, long retainedBytes) {

  static Text lasting(String text) {
    return new Text(text, Retention.LASTING, 100);
  }
}
