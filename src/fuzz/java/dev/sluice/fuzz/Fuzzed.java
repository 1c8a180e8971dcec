package dev.sluice.fuzz;

import dev.sluice.support.PercentText;
import java.io.IOException;

/** The methods by which Jazzer knows a target: the one that the system property names. */
public final class Fuzzed {

  private static final FuzzTargets NAMED = FuzzTargets.valueOf(System.getProperty("fuzz"));
  private static final FuzzTarget TARGET = open();

  private Fuzzed() {}

  private static FuzzTarget open() {
    try {
      return NAMED.open();
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Called first: opens the target and runs its known inputs, which loads most classes. Otherwise
   * that time would count as the time of the first input.
   */
  public static void fuzzerInitialize() throws Exception {
    for (byte[] input : NAMED.inputs()) {
      TARGET.accept(input);
    }
  }

  /** Called for each input; prints the line for the replayed inputs if the target fails. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    try {
      TARGET.accept(input);
    } catch (Exception | Error e) {
      System.err.println(NAMED + " fails for " + PercentText.of(input));
      throw e;
    }
  }
}
