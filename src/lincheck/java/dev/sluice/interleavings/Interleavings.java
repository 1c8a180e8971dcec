package dev.sluice.interleavings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Checks a model with Lincheck: runs random operations on three threads in every order of their
 * steps that the bounds allow, and checks the state at rest and that the results are those of some
 * sequential order.
 */
public final class Interleavings {

  private static final int SCENARIOS = Integer.getInteger("sluice.scenarios", 30);
  private static final int ORDERS = Integer.getInteger("sluice.orders", 1_000);

  private Interleavings() {}

  /** Fails with the order of steps that breaks the model. */
  public static void check(Class<?> model) {
    check(model, 3, 2);
  }

  /** Like {@link #check(Class)}, with fewer operations, so that more orders of them are tried. */
  public static void check(Class<?> model, int threads, int operations) {
    new ModelCheckingOptions()
        .threads(threads)
        .actorsPerThread(operations)
        .actorsBefore(0) // what is done once, such as a first lookup, is to be raced for
        .actorsAfter(0)
        .iterations(SCENARIOS)
        .invocationsPerIteration(ORDERS)
        .check(model);
  }

  /** Fails unless the check of a naive variant does: it shows that the check can fail. */
  public static void mustFail(Class<?> naive) {
    assertThatThrownBy(() -> check(naive)).isInstanceOf(LincheckAssertionError.class);
  }

  /** A condition that holds at rest. */
  public static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
