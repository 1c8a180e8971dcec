package dev.sluice.cache;

/** A document's text as a value to keep. */
record Text(String text, Retention retention, long retainedBytes) implements Cacheable {

  static Text lasting(String text) {
    return new Text(text, Retention.LASTING, 100);
  }
}
