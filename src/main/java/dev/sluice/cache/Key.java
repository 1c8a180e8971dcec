package dev.sluice.cache;

/**
 * The key of a value.
 *
 * @param options everything that determines the outcome apart from the document
 * @param content the digest of the decompressed document
 */
record Key(Object options, Digest content) {}
