package dev.sluice.cache;

import org.jspecify.annotations.Nullable;

/**
 * A value with the digest of its content.
 *
 * @param value the value
 * @param content the digest of the document; null if reading ended before the document did
 */
record Located<V>(V value, @Nullable Digest content) {

  Located<V> withoutContent() {
    return new Located<>(value, null);
  }
}
