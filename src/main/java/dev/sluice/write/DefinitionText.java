package dev.sluice.write;

import dev.sluice.model.Connection;
import dev.sluice.model.Layout;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.NodeFields;
import dev.sluice.write.JsonChunks.Elements;
import dev.sluice.write.JsonChunks.Members;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Converts a definition to the JSON value it was read from, or to that of another form.
 *
 * <p>Nodes and connections are created one by one while they are written. Those that the loader
 * added have no members and are omitted.
 */
final class DefinitionText {

  /* What a record, and everything else in a document, usually takes. */
  private static final int RECORD_BYTES = 160;
  private static final int INDENTED_BYTES = 320;
  private static final int HEADER_BYTES = 512;

  private final WorkflowDefinition definition;
  private final boolean migrated;

  private DefinitionText(WorkflowDefinition definition, boolean migrated) {
    this.definition = definition;
    this.migrated = migrated;
  }

  /** The JSON text of a definition in the form that the options request, in chunks. */
  static Iterator<ByteBuffer> of(WorkflowDefinition definition, WriteOptions options) {
    Map<String, @Nullable Object> root =
        options.canonical()
            ? new CanonicalForm(definition, options.migrated()).document()
            : new DefinitionText(definition, options.migrated()).document();
    Layout own = definition.form().layout();
    return options
        .text()
        .map(StoredText::decoded)
        .flatMap(text -> TextPatch.of(text, plain(root), own))
        .map(text -> laidOut(text, options.layout()))
        .orElseGet(
            () -> {
              Layout layout = options.layout().orElse(own);
              return new JsonChunks(root, layout, expected(definition, layout));
            });
  }

  /** How many bytes the text probably has, judged by workflows of the editor. */
  private static long expected(WorkflowDefinition definition, Layout layout) {
    long records = (long) definition.nodes().size() + definition.connections().size();
    return HEADER_BYTES + records * (layout.isIndented() ? INDENTED_BYTES : RECORD_BYTES);
  }

  private static Iterator<ByteBuffer> laidOut(byte[] text, Optional<Layout> layout) {
    return layout.isPresent() ? new RelaidText(text, layout.get()) : StoredText.chunks(text);
  }

  /** A value with all its members and elements, for comparison. */
  private static Object plain(Map<String, @Nullable Object> object) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>(object);
    plain.replaceAll(
        (name, value) -> {
          if (value instanceof Members members) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            members.entries().forEach(member -> all.put(member.getKey(), member.getValue()));
            return all;
          }
          if (value instanceof Elements list) {
            List<@Nullable Object> all = new ArrayList<>();
            list.elements().forEach(all::add);
            return all;
          }
          return value instanceof LinkedHashMap<?, ?> body ? plain(object(body)) : value;
        });
    return plain;
  }

  @SuppressWarnings("unchecked") // the body of a wrapped document, made here
  private static Map<String, @Nullable Object> object(Map<?, ?> body) {
    return (Map<String, @Nullable Object>) body;
  }

  /** Whether the document has nodes. */
  static boolean hasNodes(WorkflowDefinition definition) {
    return nodes(definition, Function.identity()).hasNext();
  }

  /** Whether the document has connections. */
  static boolean hasConnections(WorkflowDefinition definition) {
    return connections(definition, Function.identity()).hasNext();
  }

  private static <R> Iterator<R> nodes(
      WorkflowDefinition definition, Function<NodeDefinition, R> text) {
    return new Conversion<>(
        definition.nodes().values().iterator(), node -> node.members().isEmpty(), text);
  }

  private static <R> Iterator<R> connections(
      WorkflowDefinition definition, Function<Connection, R> text) {
    return new Conversion<>(
        definition.connections().iterator(), connection -> connection.members().isEmpty(), text);
  }

  /** Elements that are converted one by one, without those that the loader added. */
  private static final class Conversion<T, R> implements Iterator<R> {
    private final Iterator<T> all;
    private final Predicate<T> isAdded;
    private final Function<T, R> conversion;
    private @Nullable T next;

    Conversion(Iterator<T> all, Predicate<T> isAdded, Function<T, R> conversion) {
      this.all = all;
      this.isAdded = isAdded;
      this.conversion = conversion;
    }

    @Override
    public boolean hasNext() {
      while (next == null && all.hasNext()) {
        T candidate = all.next();
        next = isAdded.test(candidate) ? null : candidate;
      }
      return next != null;
    }

    @Override
    public R next() {
      T found = next;
      if (found == null && hasNext()) {
        found = next;
      }
      if (found == null) {
        throw new NoSuchElementException("no further element");
      }
      next = null;
      return conversion.apply(found);
    }
  }

  /** The nodes of the document as an object, each converted by the function. */
  static Members byId(WorkflowDefinition definition, Function<NodeDefinition, Object> text) {
    return new Members(() -> nodes(definition, node -> Map.entry(node.id(), text.apply(node))));
  }

  /** The connections of the document as a list, each converted by the function. */
  static Elements inOrder(WorkflowDefinition definition, Function<Connection, Object> text) {
    return new Elements(() -> connections(definition, text));
  }

  private Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> body = body();
    if (definition.wrapper().isEmpty()) {
      return body;
    }
    Map<String, @Nullable Object> root = new LinkedHashMap<>(definition.wrapper());
    root.put(definition.form().wrappedIn(), body);
    return root;
  }

  private Map<String, @Nullable Object> body() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(definition.members());
    if (body.containsKey("nodes") || hasNodes(definition)) {
      body.put("nodes", nodes());
    }
    if (body.containsKey("connections") || hasConnections(definition)) {
      body.put("connections", inOrder(definition, Connection::members));
    }
    return body;
  }

  private Object nodes() {
    if (definition.form().listedNodes()) {
      return new Elements(
          () -> {
            int[] index = {0};
            return nodes(definition, node -> listed(node, index[0]++));
          });
    }
    return byId(definition, this::node);
  }

  /**
   * A node with its id, unless its index gives the same id; the index can differ because a load may
   * have skipped earlier nodes.
   */
  private Map<String, Object> listed(NodeDefinition node, int index) {
    Map<String, Object> members = node(node);
    String id = node.id();
    if (!id.startsWith("#") || id.equals("#" + index)) {
      return members;
    }
    NodeFields fields = NodeFields.of(id, members);
    if (id.equals(fields.ownId())) {
      return members;
    }
    Map<String, Object> identified = new LinkedHashMap<>();
    identified.put(fields.idMember().isEmpty() ? "node_id" : fields.idMember(), id);
    members.forEach(identified::putIfAbsent);
    return identified;
  }

  private Map<String, Object> node(NodeDefinition node) {
    if (!migrated || !node.isMigrated()) {
      return node.members();
    }
    NodeFields fields = NodeFields.of(node.id(), node.members());
    Map<String, Object> members = new LinkedHashMap<>(node.members());
    members.put(fields.typeMember(), node.type().name());
    boolean placed = false;
    for (String name : NodeDefinition.CONFIG_MEMBERS) {
      if (node.members().get(name) instanceof Map) {
        if (placed) {
          members.remove(name);
        } else {
          members.put(name, node.config());
          placed = true;
        }
      }
    }
    if (!placed) {
      members.put("config", node.config());
    }
    return members;
  }
}
