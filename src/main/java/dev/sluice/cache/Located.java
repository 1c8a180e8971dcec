package dev.sluice.cache;

import org.jspecify.annotations.Nullable;

/**
 * A value and the content it was made of.
 *
 * @param value what was made of it
 * @param content the digest of the document; null where reading ended before the document did
 */
record Located<V>(V value, @Nullable Digest content) {

  Located<V> withoutContent() {
    return new Located<>(value, null);
  }
}
