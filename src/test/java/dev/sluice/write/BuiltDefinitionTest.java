package dev.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Connection;
import dev.sluice.model.DocumentForm;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.InvalidValueException;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.support.Workflows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs put together with constructors is written as it says. */
final class BuiltDefinitionTest {

  private static final String MAP_FORM =
      """
      {"metadata":{"name":"N","x":1},"nodes":{\
      "s":{"node_id":"s","node_type":"StartNode","config":{},"own":1},\
      "a":{"node_id":"a","node_type":"LogNode","config":{"message":"m"},"position":[1,2]}},\
      "connections":[{"source_node":"s","source_port":"exec_out","target_node":"a",\
      "target_port":"exec_in","own":2}]}\
      """;

  private static final String LIST_FORM =
      """
      {"name":"N","nodes":[{"id":"s","type":"StartNode"},\
      {"id":"a","type":"LogNode","properties":{"message":"m"}}],\
      "connections":[{"from":"s","to":"a"}]}\
      """;

  private static final String MIGRATED =
      """
      {"nodes":{"a":{"node_id":"a","node_type":"ReadFileNode","config":{"file_path":"f"}}}}\
      """;

  private static WorkflowDefinition with(
      WorkflowDefinition old,
      WorkflowMetadata metadata,
      Map<String, NodeDefinition> nodes,
      List<Connection> connections) {
    return new WorkflowDefinition(
        old.kind(),
        old.members(),
        old.wrapper(),
        metadata,
        nodes,
        connections,
        old.autoStart(),
        old.form());
  }

  private static WorkflowDefinition withNode(WorkflowDefinition old, NodeDefinition node) {
    Map<String, NodeDefinition> nodes = new LinkedHashMap<>(old.nodes());
    nodes.put(node.id(), node);
    return with(old, old.metadata(), nodes, old.connections());
  }

  private static NodeDefinition withConfig(NodeDefinition node, Map<String, Object> config) {
    return new NodeDefinition(
        node.id(),
        node.type(),
        node.declaredType(),
        config,
        node.members(),
        node.inputs(),
        node.outputs());
  }

  private static WorkflowDefinition again(WorkflowDefinition definition) {
    return Written.read(Written.bytes(definition, WriteOptions.standard()));
  }

  /** The same parts, each created again by its constructor. */
  private static WorkflowDefinition rebuilt(WorkflowDefinition old) {
    Map<String, NodeDefinition> nodes = new LinkedHashMap<>();
    old.nodes().forEach((id, node) -> nodes.put(id, withConfig(node, node.config())));
    List<Connection> connections = new ArrayList<>();
    for (Connection edge : old.connections()) {
      connections.add(
          new Connection(
              edge.sourceNode(),
              edge.sourcePort(),
              edge.targetNode(),
              edge.targetPort(),
              edge.members()));
    }
    return with(old, new WorkflowMetadata(old.metadata().members()), nodes, connections);
  }

  @ParameterizedTest
  @ValueSource(strings = {MAP_FORM, LIST_FORM, MIGRATED})
  void write_sameParts_givesTheSameBytes(String document) {
    WorkflowDefinition read = Written.read(document);
    WorkflowDefinition rebuilt = rebuilt(read);

    assertThat(rebuilt).isEqualTo(read);
    assertThat(rebuilt.fingerprint()).isEqualTo(read.fingerprint());
    assertThat(Written.text(rebuilt, WriteOptions.standard())).isEqualTo(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {MAP_FORM, LIST_FORM, MIGRATED})
  void write_changedConfig_isReadAgain(String document) {
    WorkflowDefinition read = Written.read(document);
    Map<String, Object> config = Map.of("text", "new");
    WorkflowDefinition changed = withNode(read, withConfig(read.nodes().get("a"), config));

    assertThat(again(changed).nodes().get("a").config()).isEqualTo(config);
    assertThat(again(changed)).isEqualTo(changed);
    assertThat(changed.fingerprint()).isNotEqualTo(read.fingerprint());
    assertThat(again(changed).fingerprint()).isEqualTo(changed.fingerprint());
  }

  @Test
  void write_changedType_isReadAgain() {
    WorkflowDefinition read = Written.read(LIST_FORM);
    NodeDefinition old = read.nodes().get("a");
    NodeDefinition start = read.nodes().get("s");
    NodeDefinition node =
        new NodeDefinition(
            "a",
            start.type(),
            "StartNode",
            old.config(),
            old.members(),
            start.inputs(),
            start.outputs());

    assertThat(again(withNode(read, node)).nodes().get("a").declaredType()).isEqualTo("StartNode");
  }

  @ParameterizedTest
  @ValueSource(strings = {MAP_FORM, LIST_FORM, MIGRATED})
  void write_changedMetadata_isReadAgain(String document) {
    WorkflowDefinition read = Written.read(document);
    WorkflowMetadata metadata = new WorkflowMetadata(Map.of("name", "Other"));
    WorkflowDefinition changed = with(read, metadata, read.nodes(), read.connections());

    assertThat(again(changed).metadata().name()).isEqualTo("Other");
    assertThat(changed.fingerprint()).isNotEqualTo(read.fingerprint());
  }

  @ParameterizedTest
  @ValueSource(strings = {MAP_FORM, LIST_FORM})
  void write_changedEnd_isReadAgain(String document) {
    WorkflowDefinition read = Written.read(document);
    Connection old = read.connections().get(0);
    Connection edge = new Connection("a", "exec_out", "s", "in", old.members());
    WorkflowDefinition changed = with(read, read.metadata(), read.nodes(), List.of(edge));

    assertThat(again(changed).connections().get(0)).hasToString("a.exec_out -> s.in");
    assertThat(again(changed)).isEqualTo(changed);
  }

  @Test
  void write_definitionWithoutAnyMembers_saysItsNodesAndEdges() {
    WorkflowDefinition read = Written.read(MAP_FORM);
    Map<String, NodeDefinition> nodes = new LinkedHashMap<>();
    read.nodes()
        .forEach(
            (id, node) ->
                nodes.put(
                    id,
                    new NodeDefinition(
                        id,
                        node.type(),
                        node.declaredType(),
                        node.config(),
                        Map.of(),
                        node.inputs(),
                        node.outputs())));
    WorkflowDefinition built =
        new WorkflowDefinition(
            DocumentKind.WORKFLOW,
            Map.of(),
            Map.of(),
            new WorkflowMetadata(Map.of("name", "B")),
            nodes,
            List.of(new Connection("s", "exec_out", "a", "exec_in")),
            false,
            DocumentForm.CANONICAL);

    assertThat(Written.text(built, WriteOptions.standard().compact()))
        .isEqualTo(
            """
            {"metadata":{"name":"B"},"nodes":{\
            "s":{"node_id":"s","node_type":"StartNode","config":{}},\
            "a":{"node_id":"a","node_type":"LogNode","config":{"message":"m"}}},\
            "connections":[{"source_node":"s","source_port":"exec_out","target_node":"a",\
            "target_port":"exec_in"}]}\
            """);
    assertThat(again(built)).isEqualTo(built);
  }

  @Test
  void write_startNodeThatTheLoaderAdded_isLeftOutUnlessItIsTheDocuments() {
    WorkflowDefinition read = Written.read(Workflows.workflow(Workflows.node("a", "LogNode")));
    WorkflowDefinition own =
        new WorkflowDefinition(
            read.kind(),
            read.members(),
            read.wrapper(),
            read.metadata(),
            Map.of("a", read.nodes().get("a")),
            read.connections(),
            false,
            read.form());

    assertThat(read.autoStart()).isTrue();
    assertThat(Written.text(rebuilt(read), WriteOptions.standard())).doesNotContain("__auto");
    assertThat(Written.text(own, WriteOptions.standard())).contains("\"__auto_start__\"");
  }

  @Test
  void construct_collectionsThatChange_areCopied() {
    WorkflowDefinition read = Written.read(MAP_FORM);
    Map<String, Object> config = new LinkedHashMap<>(Map.of("list", new ArrayList<>(List.of(1))));
    NodeDefinition node = withConfig(read.nodes().get("a"), config);
    Map<String, NodeDefinition> nodes = new LinkedHashMap<>(Map.of("a", node));
    WorkflowDefinition built = with(read, read.metadata(), nodes, new ArrayList<>());
    ((List<?>) config.get("list")).clear();
    config.clear();
    nodes.clear();

    assertThat(built.nodes().get("a").config()).isEqualTo(Map.of("list", List.of(1L)));
  }

  @Test
  void construct_nullOrForeignPart_isRefusedByName() {
    NodeDefinition node = Written.read(MAP_FORM).nodes().get("a");

    Stream.of(
            named("id", () -> new NodeDefinition(null, null, null, null, null, null, null)),
            named(
                "type",
                () -> new NodeDefinition("a", null, "", Map.of(), Map.of(), List.of(), List.of())),
            named("config", () -> withConfig(node, null)),
            named("sourceNode", () -> new Connection(null, "", "", "", Map.of())),
            named("members", () -> new Connection("", "", "", "", null)),
            named("metadata", () -> new WorkflowMetadata(null)),
            named(
                "kind",
                () -> new WorkflowDefinition(null, null, null, null, null, null, false, null)))
        .forEach(
            part ->
                assertThatThrownBy(part.getValue()::run)
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage(part.getKey()));
    assertThatThrownBy(() -> withConfig(node, Map.of("p", Path.of("a"))))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageEndingWith("is not a JSON value (/config/p)");
  }

  private static Map.Entry<String, Runnable> named(String name, Runnable construction) {
    return Map.entry(name, construction);
  }

  @Test
  void construct_partsThatDisagree_areRefused() {
    WorkflowDefinition read = Written.read(MAP_FORM);
    Map<String, NodeDefinition> nodes = Map.of("b", read.nodes().get("a"));

    assertThatThrownBy(() -> with(read, read.metadata(), nodes, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key of the node a must be its id, was b");
    assertThatThrownBy(
            () ->
                new WorkflowDefinition(
                    DocumentKind.SCENARIO,
                    Map.of(),
                    Map.of("id", 1),
                    WorkflowMetadata.EMPTY,
                    Map.of(),
                    List.of(),
                    false,
                    DocumentForm.CANONICAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("form.wrappedIn() must name the member of the wrapper");
  }
}
