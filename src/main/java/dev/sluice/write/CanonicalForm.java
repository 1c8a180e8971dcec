package dev.sluice.write;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.CanonicalMembers;
import dev.sluice.record.NodeFields;
import dev.sluice.text.WhiteSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A definition in the form of CasareRPA's editor, whatever dialect and wrapper it was read from.
 *
 * <p>Members are in the editor's order, followed by those that it does not know. The wrapper of a
 * workflow is dropped, except for members that describe the workflow: they become its metadata. A
 * wrapper stays where the workflow alone would be read as a document of another kind.
 *
 * <p>If a load accepts the document, it accepts the written one as well, with the same nodes and
 * connections.
 */
final class CanonicalForm {

  private static final List<String> ORDER =
      List.of("metadata", "nodes", "connections", "variables", "frames", "settings");

  private static final Limits LIMITS = Limits.untrusted();

  private final WorkflowDefinition definition;
  private final boolean migrated;

  /**
   * The form of a definition.
   *
   * @param migrated whether migrated nodes are written with their new types
   */
  CanonicalForm(WorkflowDefinition definition, boolean migrated) {
    this.definition = definition;
    this.migrated = migrated;
  }

  Map<String, @Nullable Object> document() {
    if (definition.wrapper().isEmpty() || isReadAlone(definition.members())) {
      return ordered(withMetadata(definition.members()));
    }
    Map<String, @Nullable Object> root = new LinkedHashMap<>(definition.wrapper());
    root.put(definition.form().wrappedIn(), ordered(new LinkedHashMap<>(definition.members())));
    return root;
  }

  /** Whether a wrapped workflow is read as a plain workflow without its wrapper. */
  private boolean isReadAlone(Map<String, Object> body) {
    boolean subflow = body.containsKey("inputs") && body.containsKey("outputs");
    boolean template =
        body.get("workflow_definition") instanceof Map || body.get("base_workflow") instanceof Map;
    boolean foreign = body.containsKey("last_node_id") && body.containsKey("links");
    boolean other = subflow || template || foreign || body.containsKey("snippet_id");
    return definition.kind() != DocumentKind.SNIPPET
        && (body.isEmpty() || (body.containsKey("nodes") && !other));
  }

  private Map<String, @Nullable Object> ordered(Map<String, @Nullable Object> written) {
    if (written.containsKey("nodes") || DefinitionText.hasNodes(definition)) {
      written.put("nodes", DefinitionText.byId(definition, this::node));
    }
    if (written.containsKey("connections") || DefinitionText.hasConnections(definition)) {
      written.put("connections", DefinitionText.inOrder(definition, CanonicalMembers::connection));
    }
    Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
    for (String name : ORDER) {
      if (written.containsKey(name)) {
        ordered.put(name, written.get(name));
      }
    }
    written.forEach(ordered::putIfAbsent);
    return ordered;
  }

  /**
   * The members of the workflow; metadata members around or beside the workflow are moved into its
   * metadata object.
   */
  private Map<String, @Nullable Object> withMetadata(Map<String, Object> members) {
    Map<String, @Nullable Object> written = new LinkedHashMap<>(members);
    if (!hasMetadataElsewhere()) {
      return written;
    }
    Set<?> own = members.get("metadata") instanceof Map<?, ?> map ? map.keySet() : Set.of();
    Map<String, Object> metadata = new LinkedHashMap<>();
    definition
        .metadata()
        .members()
        .forEach(
            (name, value) -> {
              if (!own.contains(name) && isRefused(name, value)) {
                written.putIfAbsent(name, value);
              } else {
                metadata.put(name, value);
                written.remove(name, value);
              }
            });
    if (!metadata.isEmpty()) {
      written.put("metadata", metadata);
    }
    return written;
  }

  /** Whether the metadata consists of members around or beside the workflow. */
  private boolean hasMetadataElsewhere() {
    return !definition.wrapper().isEmpty()
        || (definition.form().listedNodes() && !definition.members().containsKey("metadata"));
  }

  /**
   * Whether a load rejects a document with this value in its metadata object. Elsewhere a load
   * accepts any value, so a value that would be rejected is not moved.
   */
  private static boolean isRefused(String name, @Nullable Object value) {
    return switch (name) {
      case "name" ->
          isNoText(value, Limit.NAME_LENGTH)
              || (value instanceof String text && WhiteSpace.isBlank(text));
      case "description" -> value != null && isNoText(value, Limit.DESCRIPTION_LENGTH);
      case "version" -> value != null && isNoText(value, Limit.VERSION_LENGTH);
      default -> false;
    };
  }

  private static boolean isNoText(@Nullable Object value, Limit limit) {
    return !(value instanceof String text)
        || text.codePointCount(0, text.length()) > LIMITS.of(limit);
  }

  private Map<String, @Nullable Object> node(NodeDefinition node) {
    return CanonicalMembers.node(
        node.id(),
        node.members(),
        migrated ? node.type().name() : node.declaredType(),
        migrated ? node.config() : NodeFields.of(node.id(), node.members()).config());
  }
}
