package dev.sluice.json;

import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Looks ahead, over bytes that the parser has not read yet, for a member of the object around a
 * value; resumable at the end of the buffered bytes.
 *
 * <p>It uses a parser of its own, so that bytes after an error or nested too deeply are treated as
 * by the main parser. So the result does not depend on the chunks, and a malformed document need
 * not be buffered any longer.
 */
final class LaterMember {

  /** The number of bytes to read at once, because they are copied. */
  private static final int SLICE = 1 << 14;

  /** A prefix that turns the value into that of a member, as it is in the document. */
  private static final byte[] BEFORE = {'{', '"', '"', ':'};

  private final String name;
  private final long nesting;
  private final JsonTokens ahead;
  private long offset;
  private int depth;

  /**
   * Looks for a member of an object.
   *
   * @param name the name of the member
   * @param limits the limits on tokens to enforce
   * @param nesting the maximum number of open containers, including the object
   * @param offset the offset in the document of the value, which belongs to a member of the object
   */
  LaterMember(String name, Limits limits, long nesting, long offset) {
    this.name = name;
    this.nesting = nesting;
    this.offset = offset;
    ahead = JsonTokens.passing(limits);
    ahead.feed(ByteBuffer.wrap(BEFORE));
  }

  /**
   * Whether there is such a member; empty if more bytes are needed.
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
      return Optional.of(false); // the main parser will reach the error and report it
    }
  }

  /** The number of tokens read plus the number of bytes reread. */
  long work() {
    return ahead.work();
  }
}
