package dev.sluice.record;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.Layout;
import dev.sluice.value.Frozen;
import dev.sluice.value.ShapePositions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A complete part of a document, emitted as soon as its last byte has been read. */
public sealed interface WorkflowRecord
    permits WorkflowRecord.Member,
        WorkflowRecord.Section,
        WorkflowRecord.NodeEntry,
        WorkflowRecord.ConnectionEntry,
        WorkflowRecord.End,
        PlainNode,
        PlainConnection {

  /** The offset of the part's first byte: of its name if it is a member, otherwise of its value. */
  long offset();

  /** The body of the document that a part belongs to. */
  enum Body {
    /** The document's own object. */
    ROOT,
    /** The wrapped workflow. */
    WRAPPED
  }

  /**
   * A member of a body other than its nodes and connections, or one of these if its value is not a
   * container of the right type.
   *
   * @param body the body it belongs to
   * @param name its name
   * @param value its value as plain Java
   * @param duplicate whether the body already had a member with that name
   */
  record Member(Body body, String name, @Nullable Object value, boolean duplicate, long offset)
      implements WorkflowRecord {}

  /**
   * The beginning of a body's nodes or connections, or of the wrapped body.
   *
   * @param body the body it belongs to
   * @param name its name
   * @param listed whether it is a list instead of an object
   * @param duplicate whether the body already had a member with that name, whose records are
   *     replaced
   * @param valueOffset the offset of its value
   */
  record Section(
      Body body, String name, boolean listed, boolean duplicate, long offset, long valueOffset)
      implements WorkflowRecord {}

  /**
   * One entry of the nodes.
   *
   * @param key its key; empty in a list
   * @param index the number of entries before it
   * @param listed whether it is an element of a list
   * @param value the node as plain Java
   * @param members its members; null if it is not an object
   * @param fields its fields; null if it is not an object
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

    /** Its index in a list; -1 in an object. */
    public int place() {
      return listed ? index : -1;
    }

    static NodeEntry of(
        String key,
        int index,
        boolean listed,
        @Nullable Object value,
        long offset,
        ShapePositions canonical) {
      Map<String, Object> members = objectOrNull(value);
      NodeFields fields =
          members == null ? null : NodeFields.of(key, index, listed, members, canonical);
      return new NodeEntry(key, index, listed, value, members, fields, offset);
    }
  }

  /**
   * One entry of the connections.
   *
   * @param index the number of entries before it
   * @param value the connection as plain Java
   * @param members its members; null if it is not an object
   * @param ends its ends; null if it is not an object
   */
  record ConnectionEntry(
      int index,
      @Nullable Object value,
      @Nullable Map<String, Object> members,
      @Nullable ConnectionEnds ends,
      long offset)
      implements WorkflowRecord {

    static ConnectionEntry of(
        int index, @Nullable Object value, long offset, ShapePositions canonical) {
      Map<String, Object> members = objectOrNull(value);
      ConnectionEnds ends = members == null ? null : ConnectionEnds.of(members, canonical);
      return new ConnectionEntry(index, value, members, ends, offset);
    }
  }

  /**
   * The end of the document.
   *
   * @param kind the kind of the document
   * @param description a description of the document, with an article
   * @param foreign whether the document is not meant as a workflow
   * @param rootIsObject whether its value is an object
   * @param offset the offset of its value
   * @param layout its layout
   */
  record End(
      DocumentKind kind,
      String description,
      boolean foreign,
      boolean rootIsObject,
      long offset,
      Layout layout)
      implements WorkflowRecord {}

  private static @Nullable Map<String, Object> objectOrNull(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? Frozen.object(map) : null;
  }
}
