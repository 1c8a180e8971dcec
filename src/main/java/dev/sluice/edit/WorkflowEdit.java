package dev.sluice.edit;

import dev.sluice.config.Limits;
import dev.sluice.model.Connection;
import dev.sluice.model.DocumentForm;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Port;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.types.TypeTable;
import dev.sluice.value.ValueList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes a definition step by step, or builds one.
 *
 * <pre>{@code
 * WorkflowDefinition changed =
 *     WorkflowEdit.of(definition)
 *         .config("wait", "duration", 5)
 *         .renameNode("wait", "wait_for_stock")
 *         .definition();
 * }</pre>
 *
 * <p>The original is not changed. The result is a new definition, equal to what a load of its
 * written text would give: types are resolved and migrated, ports depend on the new config, and the
 * hidden start node is added where a load would add it. Dialects and wrappers of the original are
 * kept, as are unknown members and the order of members.
 *
 * <p>Each method checks its arguments immediately. If a method throws an exception, the edit is
 * unchanged: {@link NoSuchElementException} for a node, connection or member that does not exist,
 * {@code InvalidWorkflowException} for a name that a load would reject, {@code
 * LimitExceededException} for a name, value or number of elements over a limit, {@code
 * InvalidValueException} for a value that is not JSON, and {@code NullPointerException} for null,
 * except for values, where null is JSON's null. The rules for the workflow as a whole are checked
 * by {@code WorkflowLoader.check}.
 *
 * <p>For one thread at a time.
 */
public final class WorkflowEdit {

  private static final String VARIABLES = "variables";
  private static final String SETTINGS = "settings";
  private static final String FRAMES = "frames";

  private final WorkflowDefinition original;
  private final EditRules rules;
  private final NodeEdits nodes;
  private Map<String, Object> body;
  private Map<String, Object> wrapper;

  private WorkflowEdit(WorkflowDefinition original, NodeRegistry registry, Limits limits) {
    this.original = original;
    this.rules = new EditRules(limits);
    this.nodes = new NodeEdits(original, rules, new TypeTable(registry));
    this.body = original.members();
    this.wrapper = original.wrapper();
  }

  /** An edit with the built-in node types and the limits for untrusted documents. */
  public static WorkflowEdit of(WorkflowDefinition definition) {
    return of(definition, NodeRegistries.builtIn(), Limits.untrusted());
  }

  /**
   * An edit.
   *
   * @param registry resolves the types of added and retyped nodes
   * @param limits the limits for names, values and numbers of elements
   */
  public static WorkflowEdit of(
      WorkflowDefinition definition, NodeRegistry registry, Limits limits) {
    return new WorkflowEdit(
        Objects.requireNonNull(definition, "definition"),
        Objects.requireNonNull(registry, "registry"),
        Objects.requireNonNull(limits, "limits"));
  }

  /** An edit of a workflow that has only a name, in the canonical form. */
  public static WorkflowEdit create(String name) {
    return create(name, NodeRegistries.builtIn(), Limits.untrusted());
  }

  /** An edit of a workflow that has only a name; see {@link #of(WorkflowDefinition)}. */
  public static WorkflowEdit create(String name, NodeRegistry registry, Limits limits) {
    Objects.requireNonNull(name, "name");
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("metadata", Map.of());
    members.put("nodes", null);
    members.put("connections", null);
    WorkflowDefinition empty =
        new WorkflowDefinition(
            DocumentKind.WORKFLOW,
            NodeMembers.frozen(members),
            Map.of(),
            WorkflowMetadata.EMPTY,
            Map.of(),
            List.of(),
            false,
            DocumentForm.CANONICAL);
    return of(empty, registry, limits).metadata("name", name);
  }

  /** Adds a node without config; see {@link #addNode(String, String, Map)}. */
  public WorkflowEdit addNode(String id, String type) {
    return addNode(id, type, Map.of());
  }

  /**
   * Adds a node after all others.
   *
   * @param id an id that no node has
   * @param type the name of a type; an unknown one gives a placeholder, as in a load
   * @param config the config, with JSON values
   */
  public WorkflowEdit addNode(String id, String type, Map<String, ?> config) {
    nodes.add(id, type, config);
    return this;
  }

  /**
   * Removes a node, its connections, and its id from frames and lists of nodes. Templates and other
   * values that refer to it stay.
   */
  public WorkflowEdit removeNode(String id) {
    nodes.remove(id);
    refer(new NodeReferences(id, null));
    return this;
  }

  /**
   * Gives a node another id: in its connections, in templates such as {@code {{id.port}}} of all
   * configs, in configs that pair it with another node, in frames, and in the ports and parameters
   * of subflows, snippets and templates. A template is not changed if its name is also that of a
   * variable and the node does not have the output in the template.
   */
  public WorkflowEdit renameNode(String id, String newId) {
    nodes.rename(id, newId, variables());
    if (!id.equals(newId)) {
      refer(new NodeReferences(id, newId));
    }
    return this;
  }

  private void refer(NodeReferences references) {
    body = references.in(body);
    wrapper = references.in(wrapper);
  }

  /**
   * Gives a node another type. If the type has a successor, the successor is used, with the
   * settings that make it behave like the type; so {@code retype(id, node.declaredType())} writes a
   * migration into the document. The rest of the config is kept.
   */
  public WorkflowEdit retype(String id, String type) {
    nodes.retype(id, type);
    return this;
  }

  /** Sets a value of a node's config. */
  public WorkflowEdit config(String id, String key, @Nullable Object value) {
    nodes.config(id, key, value);
    return this;
  }

  /** Replaces a node's config. */
  public WorkflowEdit config(String id, Map<String, ?> config) {
    nodes.config(id, config);
    return this;
  }

  /** Removes a value from a node's config; a key that it does not have is ignored. */
  public WorkflowEdit removeConfig(String id, String key) {
    nodes.removeConfig(id, key);
    return this;
  }

  /** Moves a node in the editor; the coordinates are in pixels. */
  public WorkflowEdit position(String id, double x, double y) {
    nodes.position(id, x, y);
    return this;
  }

  /** Sets the name of a node that users see. */
  public WorkflowEdit name(String id, String name) {
    nodes.name(id, name);
    return this;
  }

  /**
   * Adds a connection after all others. The ports need not exist; the rules of a load check them.
   */
  public WorkflowEdit connect(
      String sourceNode, String sourcePort, String targetNode, String targetPort) {
    nodes.connect(sourceNode, sourcePort, targetNode, targetPort);
    return this;
  }

  /** Connects {@code exec_out} of a node with {@code exec_in} of another one. */
  public WorkflowEdit connect(String sourceNode, String targetNode) {
    return connect(sourceNode, Port.EXEC_OUT, targetNode, Port.EXEC_IN);
  }

  /** Removes all connections with these ends. */
  public WorkflowEdit disconnect(
      String sourceNode, String sourcePort, String targetNode, String targetPort) {
    nodes.disconnect(new Connection(sourceNode, sourcePort, targetNode, targetPort));
    return this;
  }

  /** Sets a variable: its plain value, or an object with its type and default value. */
  public WorkflowEdit variable(String name, @Nullable Object value) {
    body = with(VARIABLES, NodeMembers.with(objectAt(VARIABLES), name, rules.value(name, value)));
    return this;
  }

  /** Removes a variable. */
  public WorkflowEdit removeVariable(String name) {
    body = with(VARIABLES, without(variables(), "variable", name));
    return this;
  }

  /** Sets a setting. A workflow without settings gets the default ones first. */
  public WorkflowEdit setting(String name, @Nullable Object value) {
    body = with(SETTINGS, NodeMembers.with(objectAt(SETTINGS), name, rules.value(name, value)));
    return this;
  }

  /** Removes a setting. A workflow without settings gets the default ones first. */
  public WorkflowEdit removeSetting(String name) {
    body = with(SETTINGS, without(settings(), "setting", name));
    return this;
  }

  /**
   * Sets a member of the metadata, such as {@code name} or {@code description}, in the place where
   * the document has it.
   */
  public WorkflowEdit metadata(String name, @Nullable Object value) {
    Object copy = rules.metadata(name, value);
    describe(metadata -> metadata.set(name, copy));
    return this;
  }

  /** Removes a member of the metadata. */
  public WorkflowEdit removeMetadata(String name) {
    without(described().effective(), "metadata member", name);
    describe(metadata -> metadata.remove(name));
    return this;
  }

  private MetadataMembers described() {
    return new MetadataMembers(original.kind(), original.form().listedNodes(), body, wrapper);
  }

  private void describe(Consumer<MetadataMembers> change) {
    MetadataMembers metadata = described();
    change.accept(metadata);
    body = metadata.body();
    wrapper = metadata.wrapper();
  }

  /** Adds a frame with these members after all others. */
  public WorkflowEdit addFrame(Map<String, ?> frame) {
    List<Object> frames = new ArrayList<>(EditRules.listAt("/" + FRAMES, body.get(FRAMES)));
    frames.add(rules.object("frame", frame));
    body = with(FRAMES, new ValueList(frames.toArray()));
    return this;
  }

  /** Replaces a frame, counted from 0. */
  public WorkflowEdit frame(int index, Map<String, ?> frame) {
    return frames(index, frames -> frames.set(index, rules.object("frame", frame)));
  }

  /** Removes a frame, counted from 0. */
  public WorkflowEdit removeFrame(int index) {
    return frames(index, frames -> frames.remove(index));
  }

  private WorkflowEdit frames(int index, Consumer<List<Object>> change) {
    List<Object> frames = new ArrayList<>(frames());
    if (index < 0 || index >= frames.size()) {
      throw new NoSuchElementException(
          "There is no frame " + index + "; the workflow has " + frames.size());
    }
    change.accept(frames);
    body = with(FRAMES, new ValueList(frames.toArray()));
    return this;
  }

  private List<?> frames() {
    return body.get(FRAMES) instanceof List<?> list ? list : List.of();
  }

  private Map<String, Object> variables() {
    return body.get(VARIABLES) instanceof Map<?, ?> map ? NodeMembers.object(map) : Map.of();
  }

  private Map<String, Object> settings() {
    if (body.containsKey(SETTINGS)) {
      return body.get(SETTINGS) instanceof Map<?, ?> map ? NodeMembers.object(map) : Map.of();
    }
    return WorkflowDefinition.DEFAULT_SETTINGS;
  }

  /** The variables or settings; refuses an edit that would replace a value of another kind. */
  private Map<String, Object> objectAt(String member) {
    EditRules.objectAt("/" + member, body.get(member));
    return member.equals(SETTINGS) ? settings() : variables();
  }

  private Map<String, Object> with(String member, Object value) {
    return NodeMembers.with(body, member, value);
  }

  private static Map<String, Object> without(
      Map<String, Object> members, String what, String name) {
    if (!members.containsKey(name)) {
      throw EditRules.unknown(what, name, members.keySet());
    }
    return NodeMembers.without(members, name);
  }

  /** The definition with all edits so far; further edits are possible afterwards. */
  public WorkflowDefinition definition() {
    return nodes.definition(body, wrapper);
  }
}
