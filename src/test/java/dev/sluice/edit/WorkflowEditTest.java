package dev.sluice.edit;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Connection;
import dev.sluice.model.FindingCode;
import dev.sluice.model.InvalidValueException;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import dev.sluice.write.WriteOptions;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WorkflowEditTest {

  private static final String TWO =
      workflow(START + "," + node("a", "LogNode", json("{'message':'one'}")), edge("start", "a"));

  private static WorkflowDefinition read(String document) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.read(ByteSource.of("test", Workflows.bytes(document))).block();
    }
  }

  private static WorkflowDefinition edited(String document, Consumer<WorkflowEdit> change) {
    WorkflowEdit edit = WorkflowEdit.of(read(document));
    change.accept(edit);
    WorkflowDefinition definition = edit.definition();
    assertThat(read(text(definition))).isEqualTo(definition);
    return definition;
  }

  /** The text, which is written without blanks because the documents are. */
  private static String text(WorkflowDefinition definition) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      StringBuilder text = new StringBuilder();
      loader
          .encode(definition, WriteOptions.standard())
          .doOnNext(chunk -> text.append(StandardCharsets.UTF_8.decode(chunk)))
          .blockLast();
      return text.toString();
    }
  }

  private static String text(String document, Consumer<WorkflowEdit> change) {
    return text(edited(document, change));
  }

  private static void refused(
      ThrowingCallable edit,
      Class<? extends WorkflowException> type,
      FindingCode code,
      String message) {
    assertThatThrownBy(edit)
        .isInstanceOfSatisfying(type, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message + " [" + code + "]");
  }

  @Test
  void connect_withoutPorts_joinsTheExecPorts() {
    WorkflowDefinition definition =
        WorkflowEdit.create("c")
            .addNode("a", "StartNode")
            .addNode("b", "LogNode")
            .connect("a", "b")
            .definition();

    assertThat(definition.connections())
        .containsExactly(new Connection("a", "exec_out", "b", "exec_in"));
  }

  @Test
  void definition_withoutEdits_isTheOriginal() {
    assertThat(WorkflowEdit.of(read(TWO)).definition()).isEqualTo(read(TWO));
  }

  @Test
  void create_buildsAWorkflow() {
    WorkflowDefinition built =
        WorkflowEdit.create("Greet")
            .addNode("start", "StartNode")
            .addNode("greet", "LogNode", Map.of("message", "Hello"))
            .connect("start", "exec_out", "greet", "exec_in")
            .position("greet", 320, 0)
            .variable("customer", "Ms Sato")
            .definition();

    assertThat(read(text(built))).isEqualTo(built);
    assertThat(built.metadata().name()).isEqualTo("Greet");
    assertThat(built.autoStart()).isFalse();
    assertThat(built.nodes().get("greet").input("message")).isPresent();
    assertThat(text(WorkflowEdit.create("Empty").definition()))
        .isEqualTo(
            """
            {
              "metadata": {
                "name": "Empty"
              },
              "nodes": {},
              "connections": []
            }
            """);
  }

  @Test
  void addNode_ofATypeWithConfiguredPorts_hasThem() {
    NodeDefinition added =
        edited(TWO, edit -> edit.addNode("choice", "SwitchNode", Map.of("cases", List.of("red"))))
            .nodes()
            .get("choice");

    assertThat(added.output("case_red")).contains(Port.exec("case_red"));
  }

  @Test
  void addNode_ofAnUnknownType_isAPlaceholderWithThePortsOfItsConnections() {
    WorkflowDefinition definition =
        edited(TWO, edit -> edit.addNode("x", "NoSuchNode").connect("a", "exec_out", "x", "way"));

    assertThat(definition.nodes().get("x").inputs()).containsExactly(Port.any("way"));
  }

  @Test
  void removeNode_takesItsConnectionsAlong_andTheStartIsAdded() {
    WorkflowDefinition definition = edited(TWO, edit -> edit.removeNode("start"));

    assertThat(definition.autoStart()).isTrue();
    assertThat(definition.connections())
        .containsExactly(new Connection("__auto_start__", "exec_out", "a", "exec_in", Map.of()));
    assertThat(edited(text(definition), edit -> edit.addNode("s", "StartNode")).autoStart())
        .isFalse();
  }

  @Test
  void renameNode_followsConnectionsTemplatesPairsAndFrames() {
    String document =
        json(
            "{'metadata':{'name':'Demo'},'nodes':{"
                + "'a':{'node_id':'a','node_type':'ForLoopStartNode','config':{}},"
                + "'b':{'node_id':'b','node_type':'LogNode','config':{'paired_start_id':'a',"
                + "'message':'{{a.current_item}} {{ a . current_index }} {{a}} {{ab.x}} a.b'}}},"
                + "'connections':[{'from':'a.body','to':'b:exec_in','own':1.0}],"
                + "'frames':[{'title':'F','node_ids':['a',null,'b']}]}");

    assertThat(text(document, edit -> edit.renameNode("a", "each")))
        .isEqualTo(
            json(
                "{'metadata':{'name':'Demo'},'nodes':{"
                    + "'each':{'node_id':'each','node_type':'ForLoopStartNode','config':{}},"
                    + "'b':{'node_id':'b','node_type':'LogNode','config':{'paired_start_id':'each',"
                    + "'message':"
                    + "'{{each.current_item}} {{ each . current_index }} {{a}} {{ab.x}} a.b'}}},"
                    + "'connections':[{'from':'each.body','to':'b:exec_in','own':1.0}],"
                    + "'frames':[{'title':'F','node_ids':['each',null,'b']}]}"));
  }

  @Test
  void renameNode_withTheNameOfAVariable_changesOnlyTemplatesOfItsPorts() {
    String document =
        json(
            "{'nodes':{'a':{'node_id':'a','node_type':'ForLoopStartNode','config':{}},"
                + "'b':{'node_id':'b','node_type':'LogNode','config':{"
                + "'message':'{{a.current_item}} {{a.email}}'}}},'variables':{'a':{}}}");

    assertThat(edited(document, edit -> edit.renameNode("a", "c")).nodes().get("b").config())
        .containsEntry("message", "{{c.current_item}} {{a.email}}");
  }

  @Test
  void renameNode_inEveryDialectOfConnections_keepsTheDialect() {
    for (String ends :
        List.of(
            "'source_node':'a','source_port':'out','target_node':'b','target_port':'in'",
            "'from_node':'a','from_port':'out','to_node':'b','to_port':'in'",
            "'out':['a','out'],'in':['b','in']",
            "'from':{'node':'a','port':'out'},'to':{'node':'b','port':'in'}",
            "'from':'a:out','to':'b:in'",
            "'source':'a.out','target':'b.in'",
            "'source':'a','target':'b'",
            "'from':'a','from_port':'out','to':'b','to_port':'in'")) {
      String document =
          json(
              "{'nodes':{'a':{'node_id':'a','node_type':'LogNode'},"
                  + "'b':{'node_id':'b','node_type':'LogNode'}},'connections':[{"
                  + ends
                  + "}]}");

      assertThat(text(document, edit -> edit.renameNode("a", "first").renameNode("b", "last")))
          .contains(
              json(
                  ends.replaceFirst("'a(?=['.:])", "'first").replaceFirst("'b(?=['.:])", "'last")));
    }
  }

  @Test
  void removeNode_ofAList_keepsTheIdsOfTheOthers() {
    String document =
        json("{'name':'N','nodes':[{'type':'LogNode'},{'type':'EndNode'},{'type':'LogNode'}]}");

    assertThat(text(document, edit -> edit.removeNode("#0").metadata("name", "M")))
        .isEqualTo(
            json(
                "{'name':'M','nodes':[{'type':'EndNode','node_id':'#1'},"
                    + "{'type':'LogNode','node_id':'#2'}]}"));
  }

  @Test
  void retype_toAMigratedType_writesTheSuccessor() {
    String document =
        json("{'nodes':{'r':{'node_id':'r','node_type':'LogNode','config':{'file_path':'f'}}}}");
    String old = document.replace("LogNode", "ReadFileNode");

    assertThat(text(document, edit -> edit.retype("r", "ReadFileNode")))
        .isEqualTo(text(old, edit -> edit.retype("r", "ReadFileNode")))
        .contains(json("'node_type':'FileSystemSuperNode'"))
        .contains(json("'action':'Read File'"))
        .contains(json("'file_path':'f'"));
    assertThat(edited(old, edit -> edit.config("r", "file_path", "g")).nodes().get("r"))
        .matches(NodeDefinition::isMigrated);
  }

  @Test
  void values_areThoseThatALoadGives() {
    WorkflowDefinition definition =
        edited(
            TWO,
            edit ->
                edit.config("a", "level", 5)
                    .config("a", "nothing", null)
                    .removeConfig("a", "message")
                    .setting("timeout", 60)
                    .metadata("author", "me")
                    .removeMetadata("author")
                    .addFrame(Map.of("title", "one"))
                    .addFrame(Map.of("title", "two"))
                    .frame(1, Map.of("title", "three"))
                    .removeFrame(0)
                    .variable("x", List.of(1))
                    .variable("y", null)
                    .removeVariable("y")
                    .name("a", "Log it")
                    .position("a", 1, 2.5));

    assertThat(definition.nodes().get("a").config())
        .containsEntry("level", 5L)
        .containsEntry("nothing", null)
        .hasSize(2);
    assertThat(definition.settings())
        .containsEntry("timeout", 60L)
        .containsEntry("stop_on_error", true);
    assertThat(definition.frames()).containsExactly(Map.of("title", "three"));
    assertThat(definition.variables()).containsExactly(Map.entry("x", List.of(1L)));
    assertThat(definition.nodes().get("a").name()).contains("Log it");
    assertThat(definition.nodes().get("a").members().get("position")).isEqualTo(List.of(1L, 2.5));
  }

  @Test
  void disconnect_removesTheConnectionWithTheseEnds() {
    WorkflowEdit edit = WorkflowEdit.of(read(TWO));

    assertThat(edit.disconnect("start", "exec_out", "a", "exec_in").definition().connections())
        .isEmpty();
    assertThatThrownBy(() -> edit.disconnect("start", "exec_out", "a", "exec_in"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("There is no connection \"start.exec_out -> a.exec_in\"");
  }

  @Test
  void whatDoesNotExist_isNamedWithTheNearest() {
    WorkflowEdit edit = WorkflowEdit.of(read(TWO)).variable("amount", 1);

    for (ThrowingCallable unknown :
        List.<ThrowingCallable>of(
            () -> edit.config("strat", "k", 1),
            () -> edit.removeNode("strat"),
            () -> edit.renameNode("strat", "x"),
            () -> edit.retype("strat", "LogNode"),
            () -> edit.connect("a", "exec_out", "strat", "exec_in"))) {
      assertThatThrownBy(unknown)
          .isInstanceOf(NoSuchElementException.class)
          .hasMessage("There is no node \"strat\"; did you mean \"start\"?");
    }
    assertThatThrownBy(() -> edit.removeVariable("amuont"))
        .hasMessage("There is no variable \"amuont\"; did you mean \"amount\"?");
    assertThatThrownBy(() -> edit.removeSetting("s")).hasMessage("There is no setting \"s\"");
    assertThatThrownBy(() -> edit.removeMetadata("s"))
        .hasMessage("There is no metadata member \"s\"");
    assertThatThrownBy(() -> edit.removeFrame(0))
        .hasMessage("There is no frame 0; the workflow has 0");
  }

  @Test
  void namesAndValues_thatALoadWouldReject_areRefusedAtOnce() {
    Limits limits =
        Limits.untrusted()
            .with(Limit.NODES, 2)
            .with(Limit.CONNECTIONS, 1)
            .with(Limit.CONFIG_DEPTH, 2);
    WorkflowEdit edit = WorkflowEdit.of(read(TWO), NodeRegistries.builtIn(), limits);
    String before = text(edit.definition());

    refused(
        () -> edit.addNode("a", "LogNode"),
        InvalidWorkflowException.class,
        FindingCode.DUPLICATE_NODE_ID,
        "A node \"a\" already exists (/nodes/a)");
    refused(
        () -> edit.renameNode("start", "a"),
        InvalidWorkflowException.class,
        FindingCode.DUPLICATE_NODE_ID,
        "A node \"a\" already exists (/nodes/a)");
    refused(
        () -> edit.retype("a", ""),
        InvalidWorkflowException.class,
        FindingCode.MISSING_REQUIRED_FIELD,
        "The node's type is empty (/nodes/a/node_type)");
    refused(
        () -> edit.metadata("name", " \u00a0"),
        InvalidWorkflowException.class,
        FindingCode.MISSING_REQUIRED_FIELD,
        "The name is blank (/metadata/name)");
    refused(
        () -> edit.metadata("version", 2),
        InvalidWorkflowException.class,
        FindingCode.INVALID_TYPE,
        "The version must be a string (/metadata/version)");
    refused(
        () -> edit.addNode("b", "LogNode"),
        LimitExceededException.class,
        FindingCode.LIMIT_EXCEEDED,
        "This is node number 3, over the limit nodes of 2 (/nodes)");
    refused(
        () -> edit.connect("a", "exec_out", "start", "exec_in"),
        LimitExceededException.class,
        FindingCode.LIMIT_EXCEEDED,
        "This is connection number 2, over the limit connections of 1 (/connections)");
    refused(
        () -> edit.config("a", "k", Map.of("l", List.of(1))),
        LimitExceededException.class,
        FindingCode.LIMIT_EXCEEDED,
        "The config has 3 levels here, over the limit config-depth of 2 (/nodes/a/config/k/l/0)");
    refused(
        () -> edit.config("a", "k".repeat(257), 1),
        LimitExceededException.class,
        FindingCode.LIMIT_EXCEEDED,
        "The key has 257 characters, over the limit config-key-length of 256 (/nodes/a/config/"
            + "k".repeat(257)
            + ")");
    assertThatThrownBy(() -> edit.config("a", Collections.singletonMap("k", Double.NaN)))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> edit.position("a", Double.NaN, 0))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> edit.name("a", null)).isInstanceOf(NullPointerException.class);
    assertThat(text(edit.definition())).isEqualTo(before);
  }
}
