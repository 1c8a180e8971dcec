package dev.sluice.cache;

import dev.sluice.finding.Findings;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The findings of a document before its load ends, for a subscriber that stops waiting.
 *
 * <p>Each subscriber has its own instance. One that joins a running load sees the findings of that
 * load, even after the subscriber that started it has cancelled. An instance never changes the
 * load. Thread-safe.
 */
public final class InterimFindings {

  private volatile Consumer<Findings> found = target -> {};
  private volatile Supplier<List<ByteBuffer>> unread = List::of;

  /** An instance without findings. */
  public InterimFindings() {}

  /** Sets the source of the findings: a function that copies a snapshot of a read's findings. */
  public void from(Consumer<Findings> snapshot) {
    unread = List::of;
    found = snapshot;
  }

  /** Sets the supplier of the document's bytes that are collected but not yet read. */
  void holds(Supplier<List<ByteBuffer>> bytes) {
    unread = bytes;
  }

  /** Uses the findings of another subscriber's load. */
  void follow(InterimFindings other) {
    found = other::copyInto;
    unread = other::unread;
  }

  /** Adds a snapshot of the findings so far. */
  public void copyInto(Findings target) {
    found.accept(target);
  }

  /** The first bytes of the document, if they are collected and have not been read yet. */
  public List<ByteBuffer> unread() {
    return unread.get();
  }
}
