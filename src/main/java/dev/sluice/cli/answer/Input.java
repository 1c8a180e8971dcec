package dev.sluice.cli.answer;

import dev.sluice.source.ByteSource;

/**
 * One document that a command processes.
 *
 * @param name the file as given, {@code -} for standard input
 * @param source its bytes
 * @param found whether it was found in a directory instead of being named
 */
public record Input(String name, ByteSource source, boolean found) {

  /** An input that was named on the command line. */
  Input(String name, ByteSource source) {
    this(name, source, false);
  }

  /** The same input under another name. */
  public Input named(String other) {
    return new Input(other, source, found);
  }

  /** The same input as if it had been found in a directory. */
  public Input asFound() {
    return new Input(name, source, true);
  }
}
