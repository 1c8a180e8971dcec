package dev.sluice.record;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.Layout;
import dev.sluice.value.Columns;
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
   * @param valueOffset offset of its value
   */
  record Section(
      Body body, String name, boolean listed, boolean duplicate, long offset, long valueOffset)
      implements WorkflowRecord {}

  /**
   * One entry of the nodes.
   *
   * @param key its key; empty in a list
   * @param index how many came before it
   * @param listed whether it is an element of a list
   * @param value the node as plain Java
   * @param members its members; null where it is no object
   * @param fields what these say; null where it is no object
   */
  record NodeEntry(
      String key,
      int index,
      boolean listed,
      @Nullable Object value,
      @Nullable Map<String, Object> members,
      @Nullable NodeFields fields,
      long offset)
      implements WorkflowRecord {

    static NodeEntry of(
        String key,
        int index,
        boolean listed,
        @Nullable Object value,
        long offset,
        Columns canonical) {
      Map<String, Object> members = objectOrNull(value);
      NodeFields fields =
          members == null ? null : NodeFields.of(key, index, listed, members, canonical);
      return new NodeEntry(key, index, listed, value, members, fields, offset);
    }
  }

  /**
   * One entry of the connections.
   *
   * @param index how many came before it
   * @param value the connection as plain Java
   * @param members its members; null where it is no object
   * @param ends what these say; null where it is no object
   */
  record ConnectionEntry(
      int index,
      @Nullable Object value,
      @Nullable Map<String, Object> members,
      @Nullable EdgeEnds ends,
      long offset)
      implements WorkflowRecord {

    static ConnectionEntry of(int index, @Nullable Object value, long offset, Columns canonical) {
      Map<String, Object> members = objectOrNull(value);
      EdgeEnds ends = members == null ? null : EdgeEnds.of(members, canonical);
      return new ConnectionEntry(index, value, members, ends, offset);
    }
  }

  /**
   * The end of the document.
   *
   * @param kind what the document is
   * @param description what it is in words, with an article
   * @param rootIsObject whether its value is an object
   * @param offset offset of its value
   * @param layout how it is laid out
   */
  record End(
      DocumentKind kind, String description, boolean rootIsObject, long offset, Layout layout)
      implements WorkflowRecord {}

  @SuppressWarnings("unchecked") // a JSON object has string keys
  private static @Nullable Map<String, Object> objectOrNull(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
  }
}
