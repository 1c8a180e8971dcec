package dev.sluice.record;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The memories of the fast lane of one loader, so that a load need not learn again what an earlier
 * one has learnt about the keys of nodes. Thread-safe.
 *
 * <p>A load takes a memory out, and no other load sees it until it is put back, when the last
 * record has been read. So one thread at a time builds shapes; the later stages of the load before
 * may still read keys and notes. A load that is cancelled, or ends with an error that is not the
 * document's fault, puts nothing back. A memory that has grown large is dropped, so no document can
 * make a loader keep much, or keep it for long.
 */
public final class LaneMemories {

  /** More memories than this are seldom in use at once, and each may take some 2 MB. */
  private static final int MOST = 8;

  private final AtomicReferenceArray<@Nullable LaneMemory> free;

  /** No memories yet. */
  public LaneMemories() {
    free =
        new AtomicReferenceArray<>(Math.min(MOST, Runtime.getRuntime().availableProcessors() + 1));
  }

  /** Takes a memory out, or makes one; only for readers with the same limits and inspection. */
  LaneMemory take() {
    for (int i = 0; i < free.length(); i++) {
      if (free.get(i) != null) {
        LaneMemory taken = free.getAndSet(i, null);
        if (taken != null) {
          taken.begin();
          return taken;
        }
      }
    }
    return new LaneMemory();
  }

  /** Puts a memory back, for which no record is being read any more. */
  void put(LaneMemory memory) {
    for (int i = 0; i < free.length() && memory.isSmall(); i++) {
      if (free.compareAndSet(i, null, memory)) {
        return;
      }
    }
  }
}
