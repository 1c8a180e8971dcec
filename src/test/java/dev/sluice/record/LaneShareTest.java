package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.check.Checks;
import dev.sluice.check.RuleBook;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.config.UnknownTypes;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.json.JsonTokens;
import dev.sluice.json.LayoutDetector;
import dev.sluice.model.Finding;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.support.SharedData;
import dev.sluice.types.TypeTable;
import dev.sluice.value.Names;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How many records of accepted documents the fast lane leaves to the tokens, and why: what the
 * reader reports about a record, or what it is.
 */
class LaneShareTest {

  private final Map<String, Long> byTokens = new TreeMap<>();
  private long records;

  @Test
  void read_acceptedDocumentsOfTheCorpus_leavesFewRecordsToTheTokens() throws IOException {
    try (Stream<Path> files = Files.list(SharedData.CORPUS.required())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        read(Files.readAllBytes(file));
      }
    }
    long slow = byTokens.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf(
        "%,d records, %.2f %% by tokens: %s%n", records, 100.0 * slow / records, byTokens);
    assertThat(20 * slow).isLessThan(records);
  }

  private void read(byte[] document) {
    Limits limits = Limits.untrusted();
    Findings findings = new Findings(Profile.LENIENT, limits.of(Limit.FINDINGS));
    Checks checks =
        new Checks(
            limits,
            new RuleBook(SecurityPolicy.standard(), NodeRegistries.builtIn()::isBuiltIn),
            UnknownTypes.PLACEHOLDER,
            findings,
            new TypeTable(NodeRegistries.builtIn()));
    Map<String, Long> slow = new TreeMap<>();
    long all = 0;
    try (JsonTokens tokens = JsonTokens.whole(ByteBuffer.wrap(document), limits)) {
      RecordAssembler assembler =
          new RecordAssembler(
              tokens,
              checks.inspector(),
              new Names(),
              limits.of(Limit.NESTING),
              new LayoutDetector(),
              new RecordLane(
                  tokens, checks.inspector(), limits.of(Limit.NESTING), null, false, null));
      List<WorkflowRecord> read = next(assembler);
      while (!read.isEmpty()) {
        long byLane = assembler.readByLane();
        checks.feed(new RecordBatch(read, Locator.of(tokens))).forEach(batch -> {});
        List<Finding> before = findings.report().findings();
        read = next(assembler);
        if (!read.isEmpty() && isEntry(read.get(0))) {
          all++;
          if (assembler.readByLane() == byLane) {
            slow.merge(reason(read.get(0), before, findings.report().findings()), 1L, Long::sum);
          }
        }
      }
    } catch (WorkflowException e) {
      return; // not accepted
    }
    if (findings.report().accepted()) {
      records += all;
      slow.forEach((reason, count) -> byTokens.merge(reason, count, Long::sum));
    }
  }

  private static List<WorkflowRecord> next(RecordAssembler assembler) {
    assembler.advance(1);
    return assembler.take();
  }

  private static boolean isEntry(WorkflowRecord record) {
    return record instanceof WorkflowRecord.NodeEntry
        || record instanceof WorkflowRecord.ConnectionEntry;
  }

  private static String reason(WorkflowRecord record, List<Finding> before, List<Finding> after) {
    Object value =
        record instanceof WorkflowRecord.NodeEntry node
            ? node.value()
            : ((WorkflowRecord.ConnectionEntry) record).value();
    if (!(value instanceof Map)) {
      return "not an object";
    }
    return after.stream()
        .filter(finding -> !before.contains(finding))
        .map(finding -> finding.code().name())
        .findFirst()
        .orElse("deeper, wider or longer than the lane reads");
  }
}
