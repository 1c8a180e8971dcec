package dev.sluice.scan.ignore;

import java.util.function.IntPredicate;

/** The part of a name's pattern that stands for any number of characters. */
enum Star implements IntPredicate {
  STAR;

  @Override
  public boolean test(int point) {
    return true;
  }
}
