package dev.sluice.load;

import java.util.ArrayList;
import java.util.List;

/**
 * The shares of the byte budget that one load acquires, one after another, as its document grows.
 * Thread-safe.
 */
final class ByteShares {

  private final Permits shares;
  private final List<Permits.Permit> held = new ArrayList<>();
  private boolean over;

  ByteShares(Permits shares) {
    this.shares = shares;
  }

  /** Takes missing shares while some are free; returns whether the load then holds this many. */
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
  void release() {
    List<Permits.Permit> all;
    synchronized (this) {
      over = true;
      all = List.copyOf(held);
      held.clear();
    }
    all.forEach(
        Permits.Permit::release); // not under the lock, because other loads continue with them
  }
}
