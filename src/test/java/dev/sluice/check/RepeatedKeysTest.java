package dev.sluice.check;

import static dev.sluice.support.Checked.lenient;
import static dev.sluice.support.Checked.strict;
import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Profile;
import dev.sluice.model.FindingCode;
import dev.sluice.support.Checked;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Node ids that differ from their key, and keys and sections that occur twice. */
class RepeatedKeysTest {

  private static void reports(String marked, String... findings) {
    lenient(marked).accepted().finds(findings);
    boolean rejects = List.of(findings).stream().anyMatch(line -> line.contains(" ERROR "));
    Checked strict = strict(marked);
    (rejects ? strict.rejected() : strict.accepted()).finds(findings);
  }

  @Test
  void nodeId_otherThanTheKey_isReportedAndTheKeyCounts() {
    Checked checked =
        lenient(
                workflow(
                    START + json(",'a':{'node_id':①'b','node_type':'EndNode'}"),
                    edge("start", "a")))
            .accepted()
            .finds(
                "① ERROR NODE_ID_MISMATCH (/nodes/a/node_id) The node's id \"b\" differs from its"
                    + " key \"a\"; the key is used ~ \"node_id\": \"a\"");

    assertThat(checked.result().definition().orElseThrow().nodes()).containsOnlyKeys("start", "a");
  }

  @Test
  void nodeId_notAString_isAMismatch() {
    reports(
        workflow(START + json(",'a':{'node_id':①7,'node_type':'EndNode'}"), edge("start", "a")),
        "① ERROR NODE_ID_MISMATCH (/nodes/a/node_id) A node's id must be a string, not a number");
  }

  @Test
  void nodeId_ofSeveralNodes_isReportedAtTheLaterOnes() {
    reports(
        workflow(
            START + json(",'a':②{'node_id':①'start','node_type':'EndNode'}"), edge("start", "a")),
        "② ERROR DUPLICATE_NODE_ID (/nodes/a) The node's id \"start\" is also the"
            + " id of node \"start\"",
        "① ERROR NODE_ID_MISMATCH (/nodes/a/node_id) The node's id \"start\" differs from its key"
            + " \"a\"; the key is used ~ \"node_id\": \"a\"");
  }

  @Test
  void nodeId_twiceInAList_isRejectedUnderBothProfiles() {
    String document =
        json(
            """
            {'metadata':{'name':'n'},'nodes':[{'node_id':'a','node_type':'StartNode'},
            ①{'node_id':'a','node_type':'EndNode'}]}\
            """);

    for (Profile profile : Profile.values()) {
      Checked.with(loader -> loader.profile(profile), document)
          .rejected()
          .finds(
              FindingCode.DUPLICATE_NODE_ID,
              "① ERROR DUPLICATE_NODE_ID (/nodes/1) A second node has the id \"a\"");
    }
  }

  @Test
  void key_twice_isAWarningWhereTheLastWinsElseAnError() {
    String nodes =
        START
            + json(
                """
                ,'a':{'node_id':'a','node_type':'EndNode'},'b':{'node_id':'b','node_type':'EndNode'}
                ,①'a':{'node_id':'a','node_type':'StartNode','config':{'x':1,②'x':2}}\
                """);
    String document = workflow(nodes, edge("start", "b"));
    String tail = " occurs twice; the last one counts ~ Remove one of the two";
    String[] as = {"WARNING", "ERROR"};

    Checked kept = lenient(document).accepted();
    Checked[] both = {kept, strict(document).rejected()};
    for (int i = 0; i < both.length; i++) {
      both[i].finds(
          FindingCode.DUPLICATE_KEY,
          "① " + as[i] + " DUPLICATE_KEY (/nodes/a) The key \"a\"" + tail,
          "② " + as[i] + " DUPLICATE_KEY (/nodes/a/config/x) The key \"x\"" + tail);
    }
    assertThat(kept.result().definition().orElseThrow().nodes().keySet())
        .containsExactly("start", "a", "b");
    assertThat(kept.result().definition().orElseThrow().node("a").orElseThrow())
        .satisfies(node -> assertThat(node.type().name()).isEqualTo("StartNode"))
        .satisfies(node -> assertThat(node.config()).containsOnlyKeys("x").containsEntry("x", 2L));
  }

  @Test
  void sections_twice_countTheSecondTime() {
    String document =
        json("{'metadata':{'name':'n'},'nodes':{'gone':{'node_id':'gone','node_type':'EndNode'}},")
            + json("'connections':[" + edge("gone", "gone") + "],")
            + json("①'nodes':{" + START + "},②'connections':[]}");
    String tail = " occurs twice; the last one counts ~ Remove one of the two";

    Checked checked =
        lenient(document)
            .accepted()
            .finds(
                "① WARNING DUPLICATE_KEY (/nodes) The key \"nodes\"" + tail,
                "② WARNING DUPLICATE_KEY (/connections) The key \"connections\"" + tail);
    assertThat(checked.result().definition().orElseThrow().nodes()).containsOnlyKeys("start");
    assertThat(checked.result().definition().orElseThrow().connections()).isEmpty();
  }
}
