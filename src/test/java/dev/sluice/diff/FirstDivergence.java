package dev.sluice.diff;

import java.nio.file.Path;
import java.util.function.LongUnaryOperator;

/**
 * Runs the machine until it finds something. Loaded by {@link PlantedFaultsTest} together with the
 * product's classes, in which there is a fault.
 */
public final class FirstDivergence implements LongUnaryOperator {

  private final Path directory;
  private final long first;

  /**
   * A run of the machine.
   *
   * @param directory for the files that it writes
   * @param first the first seed
   */
  public FirstDivergence(Path directory, long first) {
    this.directory = directory;
    this.first = first;
  }

  /**
   * The first seed for which two ways disagree, or 0 if there is none.
   *
   * @param most how many seeds are tried
   */
  @Override
  public long applyAsLong(long most) {
    try (Machine machine = new Machine(Way.all(directory), 0)) {
      for (long seed = first; seed < first + most; seed++) {
        if (!machine.run(seed).isEmpty()) {
          return seed;
        }
      }
      return 0;
    }
  }
}
