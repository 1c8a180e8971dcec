package dev.sluice.load;

import java.util.ArrayList;
import java.util.List;

/** The shares that one load takes one after the other as its document grows. Thread-safe. */
final class Growth {

  private final Permits shares;
  private final List<Permits.Permit> held = new ArrayList<>();
  private boolean over;

  Growth(Permits shares) {
    this.shares = shares;
  }

  /** Whether the load holds this many shares; takes those that are missing and free. */
  synchronized boolean reaches(int count) {
    while (!over && held.size() < count) {
      Permits.Permit next = shares.permit();
      if (!next.tryTake()) {
        return false;
      }
      held.add(next);
    }
    return held.size() >= count;
  }

  /** Gives all shares back, and takes no more. */
  void giveBack() {
    List<Permits.Permit> all;
    synchronized (this) {
      over = true;
      all = List.copyOf(held);
      held.clear();
    }
    all.forEach(
        Permits.Permit::giveBack); // not under the lock, because other loads continue with them
  }
}
