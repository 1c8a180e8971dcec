package dev.sluice.json;

import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks ahead, over bytes that the parser has not read yet, for members of the object around a
 * value; resumable at the end of the buffered bytes.
 *
 * <p>It uses a parser of its own, so that it treats bytes after an error, or nested too deeply, as
 * the main parser does. So the result does not depend on the chunks, and a malformed document need
 * not be buffered any longer.
 */
final class LaterMember {

  /** The number of bytes to read at once, because they are copied. */
  private static final int SLICE = 1 << 14;

  /** A prefix that turns the value into that of a member, as it is in the document. */
  private static final byte[] BEFORE = {'{', '"', '"', ':'};

  private final String end;
  private final Set<String> names;
  private final long nesting;
  private final JsonTokens ahead;
  private long offset;
  private int depth;

  /** The number of members so far, and the name of the last one; "" while its value is read. */
  private int members = -1; // the member of the value is 0

  private String member = "";

  private final Map<String, Integer> found = new HashMap<>();

  /**
   * Looks for members of an object.
   *
   * @param end the name of the member that ends the search
   * @param names the names of the members
   * @param limits the limits on tokens to enforce
   * @param nesting the maximum number of open containers, including the object
   * @param offset the offset in the document of the value, which belongs to a member of the object
   */
  LaterMember(String end, Set<String> names, Limits limits, long nesting, long offset) {
    this.end = end;
    this.names = names;
    this.nesting = nesting;
    this.offset = offset;
    ahead = JsonTokens.passing(limits);
    ahead.feed(ByteBuffer.wrap(BEFORE));
  }

  /**
   * What {@link JsonTokens#laterMembers} returns; empty if more bytes are needed.
   *
   * @param complete whether no further bytes follow
   */
  Optional<Map<String, Integer>> look(Window window, boolean complete) {
    int at = window.indexOf(offset);
    while (at < window.end()) {
      int length = Math.min(SLICE, window.end() - at);
      ahead.feed(ByteBuffer.wrap(window.bytes(), at, length));
      window.worked(length);
      at += length;
      offset = window.offsetOf(at);
      if (isOver()) {
        return Optional.of(found);
      }
    }
    return complete ? Optional.of(found) : Optional.empty();
  }

  /** Reads what has been fed; returns whether no further member can be found. */
  private boolean isOver() {
    try {
      while (true) {
        int token = ahead.next();
        if (token == JsonTokens.NEED_INPUT) {
          return false;
        }
        if (token == JsonTokens.NAME && depth == 1) {
          members++;
          member = ahead.name();
          if (member.equals(end)) {
            found.put(end, members);
            return true;
          }
          continue;
        }
        if (depth == 1 && names.contains(member)) {
          found.put(member, token == JsonTokens.START_OBJECT ? members : 0);
        }
        member = "";
        if (token == JsonTokens.START_OBJECT || token == JsonTokens.START_LIST) {
          if (++depth > nesting) {
            return true;
          }
        } else if ((token == JsonTokens.END_OBJECT || token == JsonTokens.END_LIST)
            && --depth == 0) {
          return true;
        }
      }
    } catch (WorkflowException e) {
      return true; // the main parser will reach the error and report it
    }
  }

  /** The number of tokens read plus the number of bytes reread. */
  long work() {
    return ahead.work();
  }
}
