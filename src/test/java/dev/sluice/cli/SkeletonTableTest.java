package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.WorkflowSkeleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SkeletonTableTest {

  private static final Instant TIME = Instant.parse("2025-01-02T03:04:05Z");

  @Test
  void row_narrowTerminal_cutsNamesAtTheEndAndPathsAtTheBeginning() {
    SkeletonTable table = new SkeletonTable(Paint.OFF, 72, ZoneOffset.UTC);

    assertThat(row(table, "Remind customers of invoices", "flows/finance/reminders.json"))
        .isEqualTo("Remind customer…     12     3     1  2025-01-02 03:04  …e/reminders.json\n")
        .hasSize(73);
    assertThat(table.header())
        .isEqualTo("NAME              NODES CONNS TYPES  MODIFIED          PATH\n");
  }

  @Test
  void row_wideCharacters_areCountedAsTheyAreShown() {
    SkeletonTable table = new SkeletonTable(Paint.OFF, 72, ZoneOffset.UTC);

    assertThat(row(table, "請求書を顧客に送る", "a.json")).startsWith("請求書を顧客に…      12 ");
    assertThat(row(table, "請求書", "a.json")).startsWith("請求書               12 ");
  }

  @Test
  void row_controlAndBidirectionalCharacters_areEscaped() {
    SkeletonTable table = new SkeletonTable(Paint.OFF, Integer.MAX_VALUE, ZoneOffset.UTC);

    assertThat(row(table, "a\u001B[2Jb\u202Ec", "x\ny.json"))
        .startsWith("a\\u001B[2Jb\\u202Ec ")
        .endsWith("  x\\u000Ay.json\n");
  }

  @Test
  void row_noTerminal_cutsNoPath() {
    SkeletonTable table = new SkeletonTable(Paint.OFF, Integer.MAX_VALUE, ZoneOffset.UTC);
    String path = "d/".repeat(200) + "a.json";

    assertThat(row(table, "a", path)).endsWith("  " + path + "\n");
  }

  private static String row(SkeletonTable table, String name, String path) {
    WorkflowSkeleton skeleton =
        new WorkflowSkeleton(
            DocumentKind.WORKFLOW,
            name,
            "",
            "1.0.0",
            "",
            12,
            3,
            0,
            0,
            List.of("LogNode"),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    return table.row(skeleton, TIME, path);
  }
}
