package dev.sluice.record;

import dev.sluice.value.ByteNames;
import dev.sluice.value.NodeMembers;
import dev.sluice.value.Shape;
import dev.sluice.value.ShapedMap;

/**
 * A node in the canonical form, read by the fast lane from {@code nodes} that are an object: its
 * own id is its key, it has a type and one config, its position is usable, and nothing in it
 * exceeds a limit of configs or is dangerous.
 *
 * @param index the number of entries before it
 * @param offset the offset of its key
 * @param configOffset the offset of its config
 * @param names the names of the document
 * @param idNumber the number of its id
 * @param typeNumber the number of its type's name as written
 * @param configKeys the keys of its config
 * @param values the values of its config; a stand-in of the same kind for one that no rule looks at
 * @param isBuilt whether all of {@code values} are those of the document
 * @param keys the keys of the node
 * @param document what the other values can be read from
 * @param at where the node begins in it
 * @param configAt where its config begins, if not all values are built
 */
public record PlainNode(
    int index,
    long offset,
    long configOffset,
    ByteNames names,
    int idNumber,
    int typeNumber,
    Shape configKeys,
    ShapedMap values,
    boolean isBuilt,
    Shape keys,
    ShapedMap.Unread document,
    int at,
    int configAt)
    implements WorkflowRecord {

  /** Its id, which is its key. */
  public String id() {
    return names.name(idNumber);
  }

  /** The name of its type as written. */
  public String type() {
    return names.name(typeNumber);
  }

  /** A map of its config, whose values are read when they are asked for. */
  public ShapedMap config() {
    return isBuilt ? values : new ShapedMap(configKeys, document, configAt);
  }

  /** A map of its members, read when they are asked for, with this config. */
  public NodeMembers members(ShapedMap config) {
    return new NodeMembers(keys, document, at, config, type(), id());
  }

  /** The same node as any reader gives it. */
  public NodeEntry entry() {
    ShapedMap config = config();
    NodeMembers members = members(config);
    NodeFields fields = NodeFields.canonical(id(), id(), type(), config);
    return new NodeEntry(id(), index, false, members, members, fields, offset);
  }
}
