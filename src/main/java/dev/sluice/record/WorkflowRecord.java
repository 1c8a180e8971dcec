package dev.sluice.record;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A complete part of a document, handed on as soon as its last byte has been read. */
public sealed interface WorkflowRecord {

  /** Offset of the part's first byte: of its name where it is a member, else of its value. */
  long offset();

  /** Which body of the document a part belongs to. */
  enum Body {
    /** The document's own object. */
    ROOT,
    /** The workflow that the document wraps. */
    WRAPPED
  }

  /**
   * A member of a body other than its nodes and connections, or one of these with a value that is
   * no container of them.
   *
   * @param body the body it is a member of
   * @param name its name
   * @param value its value as plain Java
   * @param duplicate whether the body had a member of that name before
   */
  record Member(Body body, String name, @Nullable Object value, boolean duplicate, long offset)
      implements WorkflowRecord {}

  /**
   * The beginning of a body's nodes or connections, or of the body that is wrapped.
   *
   * @param body the body it is a member of
   * @param name its name
   * @param listed whether it is a list and not an object
   * @param duplicate whether the body had a member of that name before, whose records this one's
   *     replace
   */
  record Section(Body body, String name, boolean listed, boolean duplicate, long offset)
      implements WorkflowRecord {}

  /**
   * One entry of the nodes.
   *
   * @param key its key; empty in a list
   * @param index how many came before it
   * @param listed whether it is an element of a list
   * @param value the node as plain Java
   */
  record NodeEntry(String key, int index, boolean listed, @Nullable Object value, long offset)
      implements WorkflowRecord {

    /** The node's members, or null where it is no object. */
    public @Nullable Map<String, Object> members() {
      return objectOrNull(value);
    }
  }

  /**
   * One entry of the connections.
   *
   * @param index how many came before it
   * @param value the connection as plain Java
   */
  record ConnectionEntry(int index, @Nullable Object value, long offset) implements WorkflowRecord {

    /** The connection's members, or null where it is no object. */
    public @Nullable Map<String, Object> members() {
      return objectOrNull(value);
    }
  }

  /**
   * The end of the document.
   *
   * @param rootIsObject whether its value is an object
   */
  record End(boolean rootIsObject, long offset) implements WorkflowRecord {}

  @SuppressWarnings("unchecked") // a JSON object has string keys
  private static @Nullable Map<String, Object> objectOrNull(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
  }
}
