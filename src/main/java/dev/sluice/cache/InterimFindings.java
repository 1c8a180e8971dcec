package dev.sluice.cache;

import dev.sluice.finding.Findings;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What has been found in a document before its load ends, for one who waits no longer.
 *
 * <p>One for each asker. Whoever joins the load of another asker sees what that load has found, and
 * goes on seeing it when the other has left. Nothing here changes the load. Safe for use by many
 * threads.
 */
public final class InterimFindings {

  private volatile Consumer<Findings> found = target -> {};
  private volatile Supplier<List<ByteBuffer>> unread = List::of;

  /** Nothing found yet. */
  public InterimFindings() {}

  /**
   * Says that from now on a reading has these findings, of which the function copies a snapshot.
   */
  public void from(Consumer<Findings> snapshot) {
    unread = List::of;
    found = snapshot;
  }

  /** Says that bytes of the document are held back before they are read. */
  void holds(Supplier<List<ByteBuffer>> bytes) {
    unread = bytes;
  }

  /** Says that the load is another asker's. */
  void follow(InterimFindings other) {
    found = other::copyInto;
    unread = other::unread;
  }

  /** Adds a snapshot of what has been found so far. */
  public void copyInto(Findings target) {
    found.accept(target);
  }

  /** The first bytes of the document, if they are held back and nothing has been read of it. */
  public List<ByteBuffer> unread() {
    return unread.get();
  }
}
