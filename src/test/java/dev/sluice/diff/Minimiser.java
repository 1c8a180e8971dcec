package dev.sluice.diff;

import dev.sluice.support.PercentText;
import java.util.Arrays;
import java.util.function.Predicate;

/** Makes a subject that has a fault smaller as long as it has it: first cuts, then bytes. */
final class Minimiser {

  private final Predicate<Subject> faulty;
  private int left;

  /**
   * A minimiser.
   *
   * @param faulty whether a subject has the fault
   * @param most the maximum number of attempts
   */
  Minimiser(Predicate<Subject> faulty, int most) {
    this.faulty = faulty;
    this.left = most;
  }

  Subject minimise(Subject subject) {
    Subject smallest = subject;
    int size;
    do {
      size = size(smallest);
      smallest = withFewerBytes(withFewerCuts(smallest));
    } while (size(smallest) < size && left > 0);
    return smallest;
  }

  private static int size(Subject subject) {
    return subject.bytes().length + subject.cuts().length;
  }

  private Subject withFewerCuts(Subject subject) {
    Subject smallest = subject;
    for (int i = subject.cuts().length - 1; i >= 0; i--) {
      int[] cuts = smallest.cuts();
      int[] fewer = new int[cuts.length - 1];
      System.arraycopy(cuts, 0, fewer, 0, i);
      System.arraycopy(cuts, i + 1, fewer, i, cuts.length - 1 - i);
      smallest = smaller(smallest.withCuts(fewer), smallest);
    }
    return smallest;
  }

  private Subject withFewerBytes(Subject subject) {
    Subject smallest = subject;
    for (int length = subject.bytes().length / 2; length > 0 && left > 0; length /= 2) {
      for (int from = smallest.bytes().length - length; from >= 0 && left > 0; from -= length) {
        int to = Math.min(smallest.bytes().length, from + length);
        smallest = smaller(smallest.without(from, to), smallest);
      }
    }
    return smallest;
  }

  private Subject smaller(Subject candidate, Subject otherwise) {
    return left > 0 && left-- > 0 && faulty.test(candidate) ? candidate : otherwise;
  }

  /** A subject as text that {@link Regressions} reads. */
  static String text(Subject subject) {
    return (subject.packed() ? "packed " : "plain ")
        + Arrays.toString(subject.cuts()).replace(" ", "")
        + " "
        + PercentText.of(subject.bytes());
  }
}
