package dev.sluice.arch.planted.state;

/** Planted: keeps static state. */
final class Counter {

  static final int LIMIT = 3;

  static int count;

  private final int own = LIMIT;

  private Counter() {}

  int own() {
    return own;
  }
}
