package dev.sluice.stats;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.chain;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.stats.TreeStatistics.Dimension;
import dev.sluice.stats.TreeStatistics.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TreeStatisticsTest {

  private final WorkflowLoader loader = WorkflowLoader.create();
  private final TreeStatistics statistics = new TreeStatistics();

  @AfterEach
  void close() {
    loader.close();
  }

  private void add(String file, String document) {
    ReadResult read = loader.tryRead(document.getBytes(UTF_8)).block();
    statistics.add(file, document.length(), read.definition(), read.report());
  }

  @Test
  void rows_types_areUnknownFirstThenByCount() {
    add("a.json", chain(2));
    add("b.json", workflow(START + "," + node("b", "LgNode"), edge("start", "b")));

    assertThat(statistics.rows(Dimension.TYPE))
        .containsExactly(
            new Row("LgNode", 1, 1, "b.json", false),
            new Row("LogNode", 2, 1, "a.json", true),
            new Row("StartNode", 2, 2, "a.json", true));
    assertThat(statistics.rows(Dimension.FINDING))
        .contains(new Row("UNKNOWN_NODE_TYPE", 1, 1, "b.json", true));
    assertThat(statistics.rows(Dimension.KIND))
        .containsExactly(new Row("workflow", 2, 2, "a.json", true));
    assertThat(statistics.rows(Dimension.PORT))
        .contains(
            new Row("LgNode.exec_in", 1, 1, "b.json", false),
            new Row("StartNode.exec_out", 2, 2, "a.json", true));
  }

  @Test
  void rows_sizesAndFans_areClassesInTheirOrder() {
    add("a.json", chain(60));
    add("b.json", chain(11));
    add("c.json", workflow(START + "," + node("b", "LgNode"), edge("start", "b")));

    assertThat(statistics.rows(Dimension.SIZE))
        .containsExactly(
            new Row("2-4", 1, 1, "c.json", true),
            new Row("10-49", 1, 1, "b.json", true),
            new Row("50-99", 1, 1, "a.json", true));
    assertThat(statistics.rows(Dimension.FAN))
        .containsExactly(new Row("0", 3, 3, "a.json", true), new Row("1", 72, 3, "a.json", true));
    assertThat(statistics.rows(Dimension.PLACEHOLDER))
        .containsExactly(new Row("LgNode", 1, 1, "c.json", false));
  }

  @Test
  void rows_addedStartNode_doesNotCount() {
    add("a.json", workflow(node("a", "LogNode")));

    assertThat(statistics.rows(Dimension.TYPE))
        .containsExactly(new Row("LogNode", 1, 1, "a.json", true));
    assertThat(statistics.connections()).isZero();
  }

  @Test
  void rows_migratedType_isCountedAsDeclared() {
    add("a.json", workflow(START + "," + node("a", "ReadFileNode")));

    assertThat(statistics.rows(Dimension.TYPE)).extracting(Row::name).contains("ReadFileNode");
  }

  @Test
  void rows_tooManyNames_areCountedTogether() {
    for (int file = 0; file <= TreeStatistics.MOST_NAMES / 1_000; file++) {
      StringBuilder variables = new StringBuilder();
      for (int i = 0; i < 900; i++) {
        variables.append(i == 0 ? "" : ",").append("\"v").append(file * 900 + i).append("\":1");
      }
      add(file + ".json", "{\"nodes\":{},\"connections\":[],\"variables\":{" + variables + "}}");
    }
    for (int file = 0; file < 12; file++) {
      StringBuilder variables = new StringBuilder();
      for (int i = 0; i < 900; i++) {
        variables.append(i == 0 ? "" : ",").append("\"w").append(file * 900 + i).append("\":1");
      }
      add("w.json", "{\"nodes\":{},\"connections\":[],\"variables\":{" + variables + "}}");
    }

    assertThat(statistics.rows(Dimension.VARIABLE))
        .hasSize(TreeStatistics.MOST_NAMES + 1)
        .first()
        .extracting(Row::name)
        .isEqualTo(TreeStatistics.OTHERS);
  }

  @Test
  void nodesAt_percentages_areThoseOfAcceptedDocuments() {
    for (int i = 0; i < 100; i++) {
      add(i + ".json", chain(i));
    }
    add("bad.json", "{");

    assertThat(statistics.nodesAt(0)).isEqualTo(1);
    assertThat(statistics.nodesAt(50)).isEqualTo(50);
    assertThat(statistics.nodesAt(95)).isEqualTo(95);
    assertThat(statistics.nodesAt(100)).isEqualTo(100);
    assertThat(statistics.files()).isEqualTo(101);
    assertThat(statistics.rejected()).isOne();
    assertThatThrownBy(() -> statistics.nodesAt(101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("percent must be from 0 to 100, was 101");
  }
}
