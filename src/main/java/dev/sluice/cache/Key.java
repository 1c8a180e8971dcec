package dev.sluice.cache;

/**
 * What a value is found by.
 *
 * @param options what decides the outcome besides the document
 * @param content the digest of the document, unpacked
 */
record Key(Object options, Digest content) {}
