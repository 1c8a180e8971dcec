package dev.sluice.cache;

import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
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
 * An estimate of the heap that a result of loading keeps from being freed, in bytes.
 *
 * <p>Sizes are those of a 64-bit JVM with compressed references, the usual one. What a load shares
 * within itself is counted once as far as that is cheap to know: keys of maps of one shape, ids,
 * and the type of nodes. What all loads share, such as descriptors of known types, is not counted.
 */
public final class RetainedSize {

  private static final int REFERENCE = 4;
  private static final int HEADER = 16;
  private static final int ARRAY = 16;
  private static final int HASH_ENTRY = 40;
  private static final int HASH_SLOT = 8;
  private static final int HASH_MAP = 64 + 16;
  private static final int BIG_NUMBER = 64;

  /** The largest number that {@link Long#valueOf(long)} does not make an object for. */
  private static final long SMALL = 127;

  private static final int LATIN_1 = 0xFF;

  private final Set<Object> shapes = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private @Nullable Object latestShape;
  private long bytes;

  private RetainedSize() {}

  /** What a definition retains. */
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

  /** What a report retains. */
  public static long of(ValidationReport report) {
    RetainedSize size = new RetainedSize();
    size.bytes += object(2 * REFERENCE) + ARRAY;
    report.findings().forEach(size::addFinding);
    return size.bytes;
  }

  private void addNode(NodeDefinition node) {
    bytes += HASH_ENTRY + HASH_SLOT + object(7 * REFERENCE);
    addText(node.id());
    if (node.isPlaceholder()) {
      // a descriptor of this load's own, one for each name; nodes of one name share it
      addText(node.declaredType());
    }
    addPorts(node.inputs(), node.type().inputs());
    addPorts(node.outputs(), node.type().outputs());
    addMembers(node.members(), node);
    if (node.isMigrated()) {
      addTree(node.config());
    }
  }

  /** The members of a node, whose id and type name are strings that others refer to as well. */
  private void addMembers(Map<String, Object> members, NodeDefinition node) {
    addMap(members);
    for (Object value : members.values()) {
      if (value != node.id() && value != node.declaredType()) {
        addTree(value);
      }
    }
  }

  private void addConnection(Connection connection) {
    bytes += REFERENCE + object(5 * REFERENCE);
    addMap(connection.members());
    for (Object value : connection.members().values()) {
      if (!(value instanceof String)) { // ids and ports are those of the nodes
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
    bytes += REFERENCE + object(7 * REFERENCE) + object(2 * HEADER) + 2 * HEADER;
    addText(finding.message());
    addText(finding.pointer());
    finding.suggestion().ifPresent(this::addText);
    finding.related().forEach(this::addText);
  }

  /** Adds a value with a stack of its own, for the depth is the document's choice. */
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
      addMap(map);
      open.push(map);
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
      bytes += object(2 * REFERENCE) + array(map.size(), REFERENCE);
      addShape(shaped);
    } else if (!map.isEmpty()) {
      bytes += HASH_MAP + (long) map.size() * (HASH_ENTRY + HASH_SLOT);
      map.keySet().forEach(key -> addText(key.toString()));
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
