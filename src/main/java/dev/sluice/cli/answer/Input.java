package dev.sluice.cli.answer;

import dev.sluice.source.ByteSource;

/**
 * One document a command works on.
 *
 * @param name the file as it was given, {@code -} for standard input
 * @param source where its bytes come from
 * @param found whether nobody named it: it was in a directory
 */
public record Input(String name, ByteSource source, boolean found) {

  /** An input that somebody named. */
  Input(String name, ByteSource source) {
    this(name, source, false);
  }
}
