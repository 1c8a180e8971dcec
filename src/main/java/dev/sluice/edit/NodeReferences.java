package dev.sluice.edit;

import dev.sluice.value.FrozenMap;
import dev.sluice.value.ValueList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The references to a node in the members of a document other than nodes and connections: in
 * frames, in the ports and parameters of subflows, snippets and templates, and in a snippet's
 * positions.
 */
final class NodeReferences {

  /** Members of a document with objects that refer to nodes. */
  private static final Set<String> HOLDERS = Set.of("frames", "inputs", "outputs", "parameters");

  /** Members of frames and of documents that are lists of ids. */
  private static final Set<String> LISTS =
      Set.of("node_ids", "contained_nodes", "nodes", "entry_node_ids", "exit_node_ids");

  /** Members with one id. */
  private static final Set<String> SINGLE = Set.of("internal_node_id", "target_node_id");

  private final String old;
  private final @Nullable String id;

  /**
   * Changes the references to one node.
   *
   * @param id the new id, or null to remove the node from lists
   */
  NodeReferences(String old, @Nullable String id) {
    this.old = old;
    this.id = id;
  }

  /** The members of a document with these references changed; the same map if there are none. */
  Map<String, Object> in(Map<String, Object> document) {
    return NodeMembers.mapped(
        document,
        (name, value) -> {
          if (name.equals("node_positions") && value instanceof Map<?, ?> positions) {
            return inKeys(NodeMembers.object(positions));
          }
          if (HOLDERS.contains(name) && value instanceof List<?> list) {
            return inHolders(list);
          }
          return LISTS.contains(name) && value instanceof List<?> ids ? inIds(ids) : value;
        });
  }

  private Object inHolders(List<?> list) {
    return NodeMembers.mapped(
        list,
        element ->
            element instanceof Map<?, ?> holder
                ? NodeMembers.mapped(NodeMembers.object(holder), this::inHolder)
                : element);
  }

  private @Nullable Object inHolder(String name, @Nullable Object value) {
    if (LISTS.contains(name) && value instanceof List<?> ids) {
      return inIds(ids);
    }
    return id != null && SINGLE.contains(name) && old.equals(value) ? id : value;
  }

  private Object inIds(List<?> ids) {
    if (!ids.contains(old)) {
      return ids;
    }
    List<@Nullable Object> changed = new ArrayList<>(ids);
    if (id == null) {
      changed.removeIf(old::equals);
    } else {
      changed.replaceAll(each -> old.equals(each) ? id : each);
    }
    return new ValueList(changed.toArray());
  }

  private Object inKeys(Map<String, Object> positions) {
    if (!positions.containsKey(old)) {
      return positions;
    }
    Map<String, Object> changed = new LinkedHashMap<>();
    positions.forEach(
        (key, value) -> {
          if (!key.equals(old)) {
            changed.put(key, value);
          } else if (id != null) {
            changed.put(id, value);
          }
        });
    return FrozenMap.over(changed);
  }
}
