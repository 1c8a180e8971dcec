package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Profile;
import dev.sluice.error.WorkflowException;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What the model's parts print as: useful, without secrets, and safe to log. */
class PrintedModelTest {

  private static final String SECRET = "hunter2";

  /** An escape sequence, line ends of all kinds and a bidirectional override, as JSON has them. */
  private static final String NASTY = "a\\u001b[31m\\n\\r\\u2028\\u202e\\u0085b";

  private static final ByteSource DOCUMENT =
      ByteSource.of(
          "doc\n\u001b.json",
          Workflows.bytes(
              Workflows.json(
                      """
                      {'metadata':{'name':'N','note':'S'},'settings':{'key':'S'},
                       'variables':{'v':'S'},'nodes':{
                       'N':{'node_id':'N','node_type':'N','config':{'N':'S','k':'S'},'note':'S'},
                       's':{'node_id':'s','node_type':'StartNode','config':{'k':'S'}}},
                       'connections':[
                       {'source_node':'N','source_port':'N','target_node':'N','target_port':'N',
                        'note':'S'}]}
                      """)
                  .replace("\"N\"", "\"" + NASTY + "\"")
                  .replace("\"S\"", "\"" + SECRET + "\"")));

  private static void assertSafe(Object part) {
    assertThat(part.toString()).doesNotContain(SECRET, "Lambda", "@").matches("[\\x20-\\x7e]*");
  }

  @Test
  void parts_ofALoad_printWithoutConfigsAndControlCharacters() {
    try (WorkflowLoader loader = WorkflowLoader.builder().build()) {
      LoadResult result = loader.tryLoad(DOCUMENT).block();
      WorkflowSchema schema = result.schema().orElseThrow();
      WorkflowDefinition definition = schema.definition();
      List<Object> parts = new ArrayList<>(schema.nodes().values());
      parts.addAll(List.of(result, schema, definition, definition.metadata(), result.report()));
      parts.addAll(definition.nodes().values());
      parts.addAll(definition.connections());
      parts.addAll(result.report().findings());
      parts.add(loader.skeleton(DOCUMENT).block());
      parts.addAll(loader.events(DOCUMENT).collectList().block());
      definition.nodes().values().forEach(node -> parts.addAll(node.inputs()));
      definition.nodes().values().forEach(node -> parts.add(node.type()));

      assertThat(parts).hasSizeGreaterThan(20).allSatisfy(PrintedModelTest::assertSafe);
    }
  }

  @Test
  void failure_ofANastyDocument_hasASafeMessage() {
    try (WorkflowLoader loader = WorkflowLoader.builder().profile(Profile.STRICT).build()) {
      StepVerifier.create(loader.load(DOCUMENT))
          .verifyErrorSatisfies(
              failure -> {
                assertThat(failure).isInstanceOf(WorkflowException.class);
                assertThat(failure.getMessage()).matches("[\\x20-\\x7e]*");
                assertSafe(((WorkflowException) failure).report());
              });
    }
  }

  @Test
  void plainNode_printsItsDefinition() {
    NodeDefinition definition =
        new NodeDefinition(
            "log",
            NodeType.placeholder("LogNode"),
            "LogNode",
            Map.of("message", SECRET),
            Map.of(),
            List.of(),
            List.of());

    assertThat(NodeFactory.plain(definition))
        .hasToString("PlainNode[NodeDefinition[id=log, type=LogNode, config=1 member]]");
  }
}
