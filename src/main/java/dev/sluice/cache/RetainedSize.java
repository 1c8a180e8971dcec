package dev.sluice.cache;

import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.value.EndMembers;
import dev.sluice.value.FrozenMap;
import dev.sluice.value.NodeMembers;
import dev.sluice.value.ShapedMap;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the heap that the result of a load retains, in bytes.
 *
 * <p>Sizes are those of a 64-bit JVM with compressed references, the usual one. Objects shared
 * within a load are counted once where that is cheap to determine: keys of maps with one shape,
 * ids, and the types of nodes. Objects shared by all loads, such as known types, are not counted.
 */
public final class RetainedSize {

  private static final int REFERENCE = 4;
  private static final int HEADER = 16;
  private static final int ARRAY = 16;
  private static final int HASH_ENTRY = 40;

  /** An entry of a map by ids: id, value, hash and slots, including the average unused capacity. */
  private static final int ID_ENTRY = 28;

  private static final int HASH_SLOT = 8;
  private static final int HASH_MAP = 64 + 16;
  private static final int BIG_NUMBER = 64;
  private static final int FINDING_PART = 32;
  private static final int FINDING_PARTS = 4 * FINDING_PART;

  /** The largest number for which {@link Long#valueOf(long)} creates no object. */
  private static final long SMALL = 127;

  private static final int LATIN_1 = 0xFF;

  private final Set<Object> shapes = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> wideKeys = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private @Nullable Object latestShape;
  private long bytes;

  private RetainedSize() {}

  /** The heap that a definition retains. */
  public static long of(WorkflowDefinition definition) {
    RetainedSize size = new RetainedSize();
    size.bytes += object(7 * REFERENCE);
    size.addTree(definition.members());
    size.addTree(definition.wrapper());
    size.addTree(definition.metadata().members());
    size.bytes += HASH_MAP;
    definition.nodes().values().forEach(size::addNode);
    definition.connections().forEach(size::addConnection);
    return size.bytes;
  }

  /** The heap that a report retains. */
  public static long of(ValidationReport report) {
    RetainedSize size = new RetainedSize();
    size.bytes += object(2 * REFERENCE) + ARRAY;
    report.findings().forEach(size::addFinding);
    return size.bytes;
  }

  private void addNode(NodeDefinition node) {
    bytes += ID_ENTRY + object(7 * REFERENCE);
    addText(node.id());
    if (node.isPlaceholder()) {
      // a type of this load, shared by its nodes with the same type name
      addText(node.declaredType());
    }
    addPorts(node.inputs(), node.type().inputs());
    addPorts(node.outputs(), node.type().outputs());
    addMembers(node.members(), node);
    if (node.isMigrated()) {
      addTree(node.config());
    }
  }

  /** Adds the members of a node, without its id and type name, which are shared. */
  private void addMembers(Map<String, Object> members, NodeDefinition node) {
    if (isUnread(members)) {
      addTree(node.config());
      return;
    }
    addMap(members);
    for (Object value : members.values()) {
      if (value != node.id() && value != node.declaredType()) {
        addTree(value);
      }
    }
  }

  private void addConnection(Connection connection) {
    bytes += REFERENCE + object(5 * REFERENCE);
    if (connection.members() instanceof EndMembers) {
      return; // created from the ends on each access
    }
    addMap(connection.members());
    for (Object value : connection.members().values()) {
      if (!(value instanceof String)) { // ids and ports are shared with the nodes
        addTree(value);
      }
    }
  }

  private void addPorts(List<Port> ports, List<Port> template) {
    if (ports != template) {
      bytes += object(2 * REFERENCE) + ARRAY + (long) ports.size() * (REFERENCE + HEADER + HEADER);
    }
  }

  private void addFinding(Finding finding) {
    // the texts are not kept, but what they are made from is
    bytes += REFERENCE + object(7 * REFERENCE) + object(HEADER) + FINDING_PARTS;
    bytes += (long) finding.related().size() * (2 * REFERENCE + FINDING_PART);
  }

  /** Whether a map's values are still unparsed bytes; if so, adds the heap that the map retains. */
  private boolean isUnread(Map<?, ?> map) {
    ShapedMap.Unread document = map instanceof ShapedMap shaped ? shaped.unread() : null;
    if (document == null) {
      return false;
    }
    bytes += object(fieldsOf(map));
    addShape((ShapedMap) map);
    if (shapes.add(document)) {
      bytes += array(document.size(), 1);
    }
    return true;
  }

  private static int fieldsOf(Map<?, ?> map) {
    return map instanceof NodeMembers ? 6 * REFERENCE : 3 * REFERENCE;
  }

  /** Adds a value with an explicit stack, because the document controls the depth. */
  private void addTree(@Nullable Object root) {
    add(root);
    while (!open.isEmpty()) {
      Object next = open.pop();
      Collection<?> values = next instanceof Map<?, ?> map ? map.values() : (Collection<?>) next;
      values.forEach(this::add);
    }
  }

  private void add(@Nullable Object value) {
    if (value instanceof String text) {
      addText(text);
    } else if (value instanceof Map<?, ?> map) {
      if (!isUnread(map)) {
        addMap(map);
        open.push(map);
      }
    } else if (value instanceof List<?> list) {
      bytes += object(2 * REFERENCE) + array(list.size(), REFERENCE);
      open.push(list);
    } else if (value instanceof Double) {
      bytes += HEADER + HEADER / 2;
    } else if (value instanceof Long number) {
      bytes += Math.abs(number) > SMALL ? HEADER + HEADER / 2 : 0;
    } else if (value instanceof Number number) {
      bytes += BIG_NUMBER + number.toString().length() / 2;
    }
  }

  private void addMap(Map<?, ?> map) {
    if (map instanceof ShapedMap shaped) {
      bytes += object(fieldsOf(map)) + array(map.size(), REFERENCE);
      addShape(shaped);
    } else if (map instanceof FrozenMap<?> frozen && frozen.isWide()) {
      addWide(frozen);
    } else if (!map.isEmpty()) {
      bytes += HASH_MAP + (long) map.size() * (HASH_ENTRY + HASH_SLOT);
      map.keySet().forEach(key -> addText(key.toString()));
    }
  }

  /** Adds a map of four arrays; its keys are shared with the maps that have the same ones. */
  private void addWide(FrozenMap<?> map) {
    int capacity = Integer.highestOneBit(Math.max(2, map.size() - 1)) << 1;
    bytes +=
        object(2 * REFERENCE) + object(6 * REFERENCE) + 4 * ARRAY + (long) capacity * 5 * REFERENCE;
    for (String key : map.keySet()) {
      if (wideKeys.add(key)) {
        addText(key);
      }
    }
  }

  private void addShape(ShapedMap map) {
    Object shape = map.shape();
    if (shape != latestShape) {
      latestShape = shape;
      if (shapes.add(shape)) {
        bytes += array(map.size(), REFERENCE);
        map.keySet().forEach(this::addText);
      }
    }
  }

  private void addText(String text) {
    bytes += object(2 * REFERENCE) + array(text.length(), isLatin1(text) ? 1 : 2);
  }

  private static boolean isLatin1(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > LATIN_1) {
        return false;
      }
    }
    return true;
  }

  private static long object(int fields) {
    return aligned(12L + fields);
  }

  private static long array(int length, int element) {
    return aligned(ARRAY + (long) length * element);
  }

  private static long aligned(long size) {
    return (size + 7) & ~7L;
  }
}
