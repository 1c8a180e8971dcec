package dev.sluice.cli;

import dev.sluice.source.ByteSource;

/**
 * One document a command works on.
 *
 * @param name the file as it was given, {@code -} for standard input
 * @param source where its bytes come from
 */
record Input(String name, ByteSource source) {}
