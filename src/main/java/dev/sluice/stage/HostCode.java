package dev.sluice.stage;

import java.util.function.Supplier;

/**
 * Surrounds the calls of a host's code within one load: its rules, its factories and its providers
 * of node types. Called on the thread of the call; thread-safe.
 */
@FunctionalInterface
public interface HostCode {

  /** Surrounds nothing, for work outside a load. */
  HostCode UNMARKED = () -> () -> {};

  /** Called before host code; the result is run after it, on the same thread. */
  Runnable enter();

  /** Calls host code, and throws what it throws. */
  default <T> T call(Supplier<T> code) {
    Runnable leave = enter();
    try {
      return code.get();
    } finally {
      leave.run();
    }
  }

  /** Runs host code, and throws what it throws. */
  default void run(Runnable code) {
    Runnable leave = enter();
    try {
      code.run();
    } finally {
      leave.run();
    }
  }
}
