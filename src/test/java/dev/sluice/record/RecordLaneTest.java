package dev.sluice.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import dev.sluice.json.JsonTokens;
import dev.sluice.json.LayoutDetector;
import dev.sluice.support.Workflows;
import dev.sluice.value.Names;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the fast lane reads it reads as the tokens do, and what it cannot read it leaves to them.
 */
class RecordLaneTest {

  private static final Limits LIMITS = Limits.untrusted().with(Limit.NESTING, 20);

  /** All records, what failed, and how many of the records came by the lane. */
  private record Read(List<WorkflowRecord> records, String failure, long byLane) {}

  private static Read whole(String document) {
    byte[] bytes = ("##" + document + "\":1}").getBytes(UTF_8);
    ByteBuffer within = ByteBuffer.wrap(bytes, 2, bytes.length - 6);
    return read(JsonTokens.whole(within, LIMITS));
  }

  private static Read inChunks(String document) {
    JsonTokens tokens = JsonTokens.chunked(LIMITS);
    tokens.feed(ByteBuffer.wrap(document.getBytes(UTF_8)));
    tokens.end();
    return read(tokens);
  }

  private static Read read(JsonTokens tokens) {
    return read(tokens, new JsonTestSuiteTest.IndifferentInspector(), false);
  }

  private static Read read(JsonTokens tokens, ValueInspector inspector, boolean onlyChecked) {
    List<WorkflowRecord> records = new ArrayList<>();
    RecordAssembler assembler =
        new RecordAssembler(
            tokens,
            inspector,
            new Names(),
            20,
            new LayoutDetector(),
            new RecordLane(tokens, inspector, 20, onlyChecked, null));
    String failure = "none";
    try {
      assembler.advance(Integer.MAX_VALUE);
    } catch (WorkflowException e) {
      failure = e.getMessage();
    }
    records.addAll(assembler.take());
    return new Read(records, failure, assembler.readByLane());
  }

  private static Read alike(String document) {
    Read whole = whole(document);
    Read chunks = inChunks(document);
    assertThat(whole.records()).isEqualTo(chunks.records());
    assertThat(whole.failure()).isEqualTo(chunks.failure());
    assertThat(chunks.byLane()).isZero();
    return whole;
  }

  private static String withValue(String value) {
    return "{\"nodes\":{\"a\":{\"v\":"
        + value
        + ",\"w\":2}},\"connections\":[{\"v\":"
        + value
        + "}]}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"text\"",
        "\"a text that is longer than eight and than sixteen bytes\"",
        "\"quote \\\" and \\\\ \\/ \\b\\f\\n\\r\\t \\u0041\\u00e9\"",
        "\"\\ud83d\\ude00 \\uD83D\\uDE00\"",
        "\"é ࠀ 日本 😀 \u007F \u0080 \uFFFD\"",
        "0",
        "-0",
        "12",
        "-12",
        "999999999999999999",
        "-9223372036854775808",
        "9223372036854775808",
        "123456789012345678901234567890",
        "0.0",
        "-0.0",
        "1.5",
        "-240.25",
        "0.1234567890123456789",
        "1e5",
        "1E+5",
        "-1.5e-7",
        "1e-400",
        "4.9e-324",
        "123456789012345.67",
        "true",
        "false",
        "null",
        "[]",
        "[ ]",
        "[1,\"a\",null,[],{}]",
        "{}",
        "{ }",
        "{\"a\":{\"b\":[{\"c\":1}]},\"é\":2,\"q\\\"\":3}",
        "\t{ \"a\"\r\n:\n\n           \t[ 1 , 2 ] } "
      })
  void read_valuesThatAreJson_areThoseOfTheTokensAndComeByTheLane(String value) {
    Read read = alike(withValue(value));

    assertThat(read.failure()).isEqualTo("none");
    assertThat(read.byLane()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "1e400",
        "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]",
        "\"\\ud83d\"",
        "\"\\ude00\\ud83d\"",
        "\"control \u0001\"",
        "\"\\x\"",
        "\"\\u12G4\"",
        "01",
        "-",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e+",
        "12a",
        "1.2.3",
        "nul",
        "nullx",
        "true1",
        "trueé",
        "TRUE",
        "NaN",
        "'a'",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{\"a\":1]",
        "/* */ 1",
        "\u00A0 1",
        ""
      })
  void read_valuesThatNeedAWord_areLeftToTheTokens(String value) {
    assertThat(alike(withValue(value)).byLane()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"nodes\":{\"a\":{}",
        "{\"nodes\":{\"a\":{}}",
        "{\"nodes\":{\"a\":{\"b",
        "{\"nodes\":{\"a\":{\"b\":1",
        "{\"nodes\":{\"a\":{\"b\":\"c",
        "{\"nodes\":{\"a\":{\"b\":\"c\\",
        "{\"nodes\":{\"a\":{\"b\":\"c\\u00",
        "{\"nodes\":{\"a\":{\"b\":tr",
        "{\"nodes\":{\"a\":{\"b\":[",
        "{\"nodes\":{\"a\":{},",
        "{\"nodes\":{\"a\":{} \"b\":{}}}",
        "{\"nodes\":{,\"a\":{}}}",
        "{\"nodes\":{\"a\":{},,\"b\":{}}}",
        "{\"nodes\":{\"a\":{},}}",
        "{\"nodes\":[{},]}",
        "{\"nodes\":{\"a\" {}}}",
        "{\"nodes\":{\"a\":1,\"b\":{},\"c\":\"text\",\"d\":{},\"e\":[],\"f\":null,\"g\":{}}}",
        "{\"nodes\":[{},\"text\",{},{\"id\":\"a\"}],\"connections\":[1,{},[],{}]}",
        "{\"workflow\":{\"nodes\":{\"a\":{}},\"connections\":[{}]}}",
        "{\"nodes\":{\"a\":{\"typeVersion\":1},\"b\":{\"typeVersion\":2}}}"
      })
  void read_otherSections_areThoseOfTheTokens(String document) {
    alike(document);
  }

  @Test
  void read_moreTokensThanTheLimit_failsWhereTheTokensDo() {
    Limits few = Limits.untrusted().with(Limit.TOKENS, 12);
    JsonTokens tokens =
        JsonTokens.whole(
            ByteBuffer.wrap(
                "{\"nodes\":{\"a\":{\"b\":1},\"c\":{\"d\":1,\"e\":2}}}".getBytes(UTF_8)),
            few);

    assertThat(read(tokens))
        .satisfies(read -> assertThat(read.byLane()).isOne())
        .extracting(Read::failure)
        .asString()
        .contains("more than 12 tokens");
  }

  @Test
  void read_objectOfMoreKeysThanShapesHold_isLeftToTheTokens() {
    StringBuilder wide = new StringBuilder("{\"k\":0");
    for (int i = 0; i < 70; i++) {
      wide.append(",\"k").append(i).append("\":").append(i);
    }

    assertThat(alike(withValue(wide.append('}').toString())).byLane()).isZero();
  }

  /** Looks only at the values of one key of one type. */
  private static final class LookingAtLevels extends JsonTestSuiteTest.IndifferentInspector {
    @Override
    public boolean isSuspect(byte[] ascii, int from, int to) {
      return false;
    }

    @Override
    public boolean needsValue(String type, String key) {
      return !type.equals("Log") || key.equals("level");
    }
  }

  private static Object onlyChecked(String node) {
    String document = "{\"nodes\":{\"a\":%s,\"b\":%s}}".formatted(node, node).replace('\'', '"');
    byte[] bytes = document.getBytes(UTF_8);
    Read read = read(JsonTokens.whole(ByteBuffer.wrap(bytes), LIMITS), new LookingAtLevels(), true);
    assertThat(read.byLane()).isEqualTo(2);
    List<Object> nodes =
        read.records().stream()
            .filter(WorkflowRecord.NodeEntry.class::isInstance)
            .map(record -> (Object) ((WorkflowRecord.NodeEntry) record).members())
            .toList();
    assertThat(nodes.get(0)).isEqualTo(nodes.get(1));
    return nodes.get(0);
  }

  @Test
  void onlyChecked_valuesNoRuleLooksAt_keepTheirKinds() {
    assertThat(
            onlyChecked(
                "{'node_type':'Log','config':{'level':'low','m':'hi','n':'','o':7,'p':[1.5,'x',true],"
                    + "'q':{'level':'in'}},'position':[3,-4.5]}"))
        .hasToString(
            "{node_type=Log, config={level=low, m=text, n=, o=0, p=[0, text, true],"
                + " q={level=text}}, position=[0, 0]}");
  }

  /** An object within a config may have the keys of the config, and its shape others too. */
  @Test
  void onlyChecked_valuesOfTheKeyLookedAt_areKept() {
    assertThat(
            onlyChecked(
                "{'node_type':'Log','config':{'m':{'m':1},'level':{'m':'deep','level':[5]}}}"))
        .hasToString("{node_type=Log, config={m={m=0}, level={m=deep, level=[5]}}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'node_type':'Other','config':{'m':'hi','n':8}}",
        "{'config':{'m':'hi','n':8},'node_type':'Log'}",
        "{'type':'Log','config':{'m':'hi','n':8}}",
        "{'node_type':'Other','type':'Log','config':{'m':'hi','n':8}}",
        "{'config':{'m':'hi','n':8}}"
      })
  void onlyChecked_typesThatAreNotCertain_keepTheValuesOfTheirConfigs(String node) {
    assertThat(onlyChecked(node).toString()).contains("config={m=hi, n=8}");
  }

  /** The nodes and connections of a document with their offsets. */
  private static List<String> entries(String document, @Nullable RecordFilter filter) {
    List<String> entries = new ArrayList<>();
    try (RecordReader reader =
        filter == null
            ? new RecordReader(
                Limits.untrusted(), new JsonTestSuiteTest.IndifferentInspector(), 1 << 20)
            : RecordReader.forPlaces(
                Limits.untrusted(),
                new JsonTestSuiteTest.IndifferentInspector(),
                1 << 20,
                filter)) {
      reader.feed(ByteBuffer.wrap(Workflows.bytes(document))).forEach(batch -> {});
      for (RecordBatch batch : reader.finish()) {
        for (WorkflowRecord record : batch.records()) {
          if (record instanceof WorkflowRecord.NodeEntry node) {
            entries.add("node " + node.index() + " " + node.key() + " " + node.offset());
          } else if (record instanceof WorkflowRecord.ConnectionEntry connection) {
            entries.add("connection " + connection.index() + " " + connection.offset());
          }
        }
      }
    }
    return entries;
  }

  @Test
  void recordsThatAreNotWanted_arePassedOverAndCounted() {
    String document =
        Workflows.workflow(
            Workflows.each(5, i -> (i > 0 ? "," : "") + Workflows.node("n" + i, "LogNode")),
            Workflows.edge("n0", "n1"),
            Workflows.edge("n1", "n2"),
            Workflows.edge("n2", "n3"));
    List<String> all = entries(document, null);

    assertThat(all).hasSize(8);
    assertThat(
            entries(
                document,
                new RecordFilter() {
                  @Override
                  public boolean node(String key) {
                    return key.equals("n3");
                  }

                  @Override
                  public boolean connection(long index) {
                    return index == 1;
                  }
                }))
        .containsExactly(all.get(3), all.get(6));
  }
}
