package dev.sluice.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A value for each {@link Limit}; immutable.
 *
 * <p>{@link #untrusted()} is the default everywhere. {@link #trusted()} is for your own files: it
 * lifts the limits on counts, sizes, tokens and time. The zstd window, the expansion ratio and
 * everything that protects the loader itself stay limited unless {@link #with} changes them by
 * name.
 */
public final class Limits {

  private static final Limits UNTRUSTED = new Limits(defaults(true));
  private static final Limits TRUSTED = new Limits(defaults(false));

  private final long[] values;

  private Limits(long[] values) {
    this.values = values;
  }

  /** The limits for untrusted documents. */
  public static Limits untrusted() {
    return UNTRUSTED;
  }

  /** The limits for trusted documents. */
  public static Limits trusted() {
    return TRUSTED;
  }

  /** The value of a limit. */
  @SuppressWarnings("EnumOrdinal") // called for every node and connection; never stored or compared
  public long of(Limit limit) {
    return values[Objects.requireNonNull(limit, "limit").ordinal()];
  }

  /**
   * A copy with one limit changed.
   *
   * @param limit the limit to change
   * @param value the new value, at least 1
   * @throws IllegalArgumentException if the value is below 1
   */
  @SuppressWarnings("EnumOrdinal") // the array is by ordinal, as in of()
  public Limits with(Limit limit, long value) {
    Objects.requireNonNull(limit, "limit");
    if (value < 1) {
      throw new IllegalArgumentException(limit.label() + " must be at least 1, was " + value);
    }
    long[] copy = values.clone();
    copy[limit.ordinal()] = value;
    return new Limits(copy);
  }

  /** The limit with this label, such as {@code node-id-length}; underscores count as hyphens. */
  public static Optional<Limit> named(String label) {
    String wanted = Objects.requireNonNull(label, "label").replace('_', '-');
    return Arrays.stream(Limit.values())
        .filter(limit -> limit.label().equalsIgnoreCase(wanted))
        .findFirst();
  }

  private static long[] defaults(boolean untrusted) {
    return Arrays.stream(Limit.values())
        .mapToLong(limit -> untrusted ? limit.untrusted() : limit.trusted())
        .toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Limits that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Shows only the limits that differ from the default. */
  @Override
  public String toString() {
    List<String> differing = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      if (of(limit) != UNTRUSTED.of(limit)) {
        differing.add(limit.label() + "=" + of(limit));
      }
    }
    return "Limits" + differing;
  }
}
