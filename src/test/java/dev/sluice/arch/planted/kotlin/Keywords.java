package dev.sluice.arch.planted.kotlin;

/** Violates: its members have names that are keywords of Kotlin. */
public final class Keywords {

  /** A field. */
  public static final int object = 1;

  private Keywords() {}

  /** A method. */
  public static int in(int place) {
    return place;
  }
}
