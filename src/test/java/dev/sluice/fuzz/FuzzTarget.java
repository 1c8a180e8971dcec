package dev.sluice.fuzz;

import java.io.IOException;

/** What is given arbitrary bytes, and fails if an invariant does not hold for them. */
@FunctionalInterface
public interface FuzzTarget extends AutoCloseable {

  /** Checks the invariants for an input, which is not changed. */
  void accept(byte[] input) throws Exception;

  @Override
  default void close() throws IOException {
    // most targets hold nothing
  }

  /** Fails with a message unless a condition holds. */
  static void require(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
