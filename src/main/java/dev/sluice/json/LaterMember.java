package dev.sluice.json;

import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Looks ahead, over bytes that the parser has not seen, for a member of the object around a value;
 * resumable where the bytes at hand end.
 *
 * <p>It reads them by a parser of its own, so that what comes behind a fault, or is nested too
 * deeply, counts no more than it will for the parser: the answer is the same however the document
 * is cut into chunks, and a faulty one need not be kept any longer.
 */
final class LaterMember {

  /** How many bytes are read in one go, for they are copied. */
  private static final int SLICE = 1 << 14;

  /** What makes the value that of a member, which it is in the document. */
  private static final byte[] BEFORE = {'{', '"', '"', ':'};

  private final String name;
  private final long nesting;
  private final JsonTokens ahead;
  private long offset;
  private int depth;

  /**
   * A look-out for a member of an object.
   *
   * @param name the name of the member wanted
   * @param limits those on tokens are kept
   * @param nesting how many containers may be open, with the object around
   * @param offset where in the document the value begins, that of a member of the object
   */
  LaterMember(String name, Limits limits, long nesting, long offset) {
    this.name = name;
    this.nesting = nesting;
    this.offset = offset;
    ahead = JsonTokens.passing(limits);
    ahead.feed(ByteBuffer.wrap(BEFORE));
  }

  /**
   * Whether there is such a member; empty if the bytes at hand do not say.
   *
   * @param complete whether no further bytes follow
   */
  Optional<Boolean> look(Window window, boolean complete) {
    int at = window.indexOf(offset);
    while (at < window.end()) {
      int length = Math.min(SLICE, window.end() - at);
      ahead.feed(ByteBuffer.wrap(window.bytes(), at, length));
      window.worked(length);
      at += length;
      offset = window.offsetOf(at);
      Optional<Boolean> found = read();
      if (found.isPresent()) {
        return found;
      }
    }
    return complete ? Optional.of(false) : Optional.empty();
  }

  private Optional<Boolean> read() {
    try {
      while (true) {
        int token = ahead.next();
        if (token == JsonTokens.NEED_INPUT) {
          return Optional.empty();
        }
        if (token == JsonTokens.NAME) {
          if (depth == 1 && ahead.name().equals(name)) {
            return Optional.of(true);
          }
        } else if (token == JsonTokens.START_OBJECT || token == JsonTokens.START_LIST) {
          if (++depth > nesting) {
            return Optional.of(false);
          }
        } else if (token == JsonTokens.END_OBJECT || token == JsonTokens.END_LIST) {
          if (--depth == 0) {
            return Optional.of(false);
          }
        }
      }
    } catch (WorkflowException e) {
      return Optional.of(false); // the parser will come to it, and say so
    }
  }

  /** How many tokens have been read, and bytes looked at once more. */
  long work() {
    return ahead.work();
  }
}
