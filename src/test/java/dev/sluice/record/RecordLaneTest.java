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
import dev.sluice.value.NodeMembers;
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
    return read(tokens, new LookingAtLevels(), false);
  }

  private static Read read(JsonTokens tokens, ValueInspector inspector, boolean plainly) {
    List<WorkflowRecord> records = new ArrayList<>();
    RecordAssembler assembler =
        new RecordAssembler(
            tokens,
            inspector,
            new Names(),
            20,
            new LayoutDetector(),
            new RecordLane(tokens, inspector, 20, plainly ? new LaneMemory() : null, false, null));
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
    Read plain = plain(document);
    assertThat(entries(plain)).isEqualTo(chunks.records());
    assertThat(plain.failure()).isEqualTo(chunks.failure());
    return whole;
  }

  /** Reads canonical nodes and connections without their values. */
  private static Read plain(String document) {
    byte[] bytes = document.getBytes(UTF_8);
    return read(JsonTokens.whole(ByteBuffer.wrap(bytes), LIMITS), new LookingAtLevels(), true);
  }

  /** The records as the tokens give them. */
  private static List<WorkflowRecord> entries(Read read) {
    return read.records().stream()
        .map(
            record ->
                record instanceof PlainNode node
                    ? node.entry()
                    : record instanceof PlainConnection connection ? connection.entry() : record)
        .toList();
  }

  private static String withValue(String value) {
    return "{\"nodes\":{\"a\":{\"v\":"
        + value
        + ",\"w\":2},\"b\":{\"node_id\":\"b\",\"node_type\":\"Log\",\"config\":{\"v\":"
        + value
        + ",\"w\":2},\"v\":"
        + value
        + "}},\"connections\":[{\"v\":"
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
    assertThat(read.byLane()).isEqualTo(3);
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
    public boolean isHarmless(String text) {
      return true;
    }

    @Override
    public LookedAt lookedAt(String type) {
      return key -> !type.equals("Log") || key.equals("level");
    }
  }

  private static String withNode(String node) {
    return "{\"nodes\":{\"a\":%s,\"b\":%s}}"
        .formatted(node, node.replace("'a'", "'b'"))
        .replace('\'', '"');
  }

  private static PlainNode plainNode(String node) {
    String document = withNode(node);
    alike(document);
    List<PlainNode> nodes =
        plain(document).records().stream()
            .filter(PlainNode.class::isInstance)
            .map(PlainNode.class::cast)
            .toList();
    assertThat(nodes).hasSize(2);
    assertThat(nodes.get(0).values()).isEqualTo(nodes.get(1).values());
    return nodes.get(0);
  }

  @Test
  void plain_valuesNoRuleLooksAt_areOthersOfTheirKinds() {
    PlainNode node =
        plainNode(
            "{'node_id':'a','node_type':'Log','config':{'level':'low','m':'hi','n':'','o':7,"
                + "'p':[1.5,'x',true],'q':{'level':'in'},'r':null},'position':[3,-4.5],'z':{}}");

    assertThat(node.values())
        .containsEntry("level", "low")
        .containsEntry("m", "text")
        .containsEntry("n", "")
        .containsEntry("o", 0L)
        .containsEntry("p", List.of())
        .containsEntry("r", null);
    assertThat(node.values().get("q")).isNotInstanceOf(String.class).isNotNull();
    assertThat(node.config())
        .hasToString("{level=low, m=hi, n=, o=7, p=[1.5, x, true], q={level=in}, r=null}");
    NodeMembers members = node.members(node.config());
    assertThat(members.get("position")).isEqualTo(List.of(3L, -4.5));
    assertThat(members).containsOnlyKeys("node_id", "node_type", "config", "position", "z");
  }

  /** An object within a config may have the keys of the config, and its shape others too. */
  @Test
  void plain_valuesOfTheKeyLookedAt_areThoseOfTheDocument() {
    PlainNode node =
        plainNode(
            "{'node_id':'a','node_type':'Log',"
                + "'config':{'m':{'m':1},'level':{'m':'deep','level':[5]}}}");

    assertThat(node.values().get("level")).hasToString("{m=deep, level=[5]}");
    assertThat(node.isBuilt()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'node_id':'a','node_type':'Other','config':{'m':'hi','n':8}}",
        "{'node_id':'a','config':{'m':'hi','n':8},'node_type':'Log'}",
        "{'node_id':'a','config':{'m':'hi','n':8},'type':'Other','node_type':'Log'}",
        "{'node_id':'a','node_type':'Other','config':{}}"
      })
  void plain_configsOfWhichAnythingMayBeLookedAt_areBuilt(String node) {
    assertThat(plainNode(node).isBuilt()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'node_type':'Log','config':{}}",
        "{'node_id':'other','node_type':'Log','config':{}}",
        "{'node_id':1,'node_type':'Log','config':{}}",
        "{'node_id':'a','type':'Log','config':{}}",
        "{'node_id':'a','node_type':null,'config':{}}",
        "{'node_id':'a','node_type':'Log'}",
        "{'node_id':'a','node_type':'Log','config':[]}",
        "{'node_id':'a','node_type':'Log','config':{},'properties':{}}",
        "{'node_id':'a','node_type':'Log','config':{},'position':null}",
        "{'node_id':'a','node_type':'Log','config':{},'position':[1]}",
        "{'node_id':'a','node_type':'Log','config':{},'position':[1,2,3]}",
        "{'node_id':'a','node_type':'Log','config':{},'position':[1,'2']}",
        "{'node_id':'a','node_type':'Log','config':{},'position':[1,2e999]}",
        "{'node_id':'a','node_type':'Log','config':{},'position':{'x':1,'y':2}}",
        "{'node_id':'a','node_type':'Log','config':{'m':1,'m':2}}",
        "{'node_id':'a','node_type':'Log','config':{},'z':{'m':1,'m':2}}",
        "{'node_id':'a','node_type':'L\\u006fg','config':{}}",
        "{}"
      })
  void plain_nodesInAnotherForm_areReadAsBefore(String node) {
    String document = withNode(node);
    alike(document);
    assertThat(plain(document).records()).noneMatch(PlainNode.class::isInstance);
  }

  @Test
  void plain_oneNodeInAnotherFormAmongOthers_changesNoOther() {
    StringBuilder json = new StringBuilder("{'nodes':{");
    for (int i = 0; i < 200; i++) {
      json.append(i == 0 ? "" : ",").append("'n").append(i);
      json.append("':{'node_id':'n").append(i).append("','node_type':'Log','config':{'m':1}");
      json.append(i < 100 ? ",'data':{}}" : "}");
    }
    String document = json.append("}}").toString().replace('\'', '"');
    alike(document);
    assertThat(plain(document).records().stream().filter(PlainNode.class::isInstance).count())
        .isBetween(80L, 100L);
  }

  private static List<PlainConnection> plainConnections(String... connections) {
    String document =
        ("{'connections':[" + String.join(",", connections) + "]}").replace('\'', '"');
    alike(document);
    return plain(document).records().stream()
        .filter(PlainConnection.class::isInstance)
        .map(PlainConnection.class::cast)
        .toList();
  }

  @Test
  void plain_connections_haveTheNumbersOfTheirEnds() {
    List<PlainConnection> connections =
        plainConnections(
            "{'source_node':'a','source_port':'out','target_node':'b','target_port':'in'}",
            "{'source_node':'b','source_port':'out','target_node':'a','target_port':'in2'}",
            "{ 'source_node' : 'bb', 'source_port':'ou','target_node':'a','target_port':'in' }");

    assertThat(connections).hasSize(3);
    assertThat(connections.get(1).sourceNode()).isEqualTo(connections.get(0).targetNode());
    assertThat(connections.get(1).sourcePort()).isEqualTo(connections.get(0).sourcePort());
    assertThat(connections.get(1).targetPort()).isNotEqualTo(connections.get(0).targetPort());
    assertThat(connections.get(2).members())
        .hasToString("{source_node=bb, source_port=ou, target_node=a, target_port=in}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'source_node':'a','source_port':'out','target_node':'b'}",
        "{'source_node':'a','source_port':'out','target_node':'b','target_port':null}",
        "{'source_node':'a','source_port':'out','target_node':'b','target_port':'i\\n'}",
        "{'source_port':'out','source_node':'a','target_node':'b','target_port':'in'}",
        "{'source_node':'a','source_port':'out','target_node':'b','target_port':'in','x':1}",
        "{'from':'a','to':'b'}",
        "{}"
      })
  void plain_connectionsInAnotherForm_areReadAsBefore(String connection) {
    assertThat(plainConnections(connection, connection)).isEmpty();
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
