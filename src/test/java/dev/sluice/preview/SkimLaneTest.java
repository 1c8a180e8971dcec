package dev.sluice.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.json.JsonTokens;
import dev.sluice.support.Workflows;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lane of skeletons passes over has the same skeleton as its tokens have. */
class SkimLaneTest {

  private static final Limits LIMITS = Limits.untrusted().with(Limit.NESTING, 20);

  private static String withValue(String value) {
    return "{\"nodes\":{\"a\":{\"v\":"
        + value
        + ",\"node_type\":\"A\"}},\"connections\":[{\"v\":"
        + value
        + "}]}";
  }

  /** Whether the lane passes over the first node, and over the first connection. */
  private static String passed(String document) {
    JsonTokens tokens = JsonTokens.passing(ByteBuffer.wrap(Workflows.bytes(document)), LIMITS);
    SkimLane lane = new SkimLane(tokens, LIMITS);
    tokens.next();
    tokens.next();
    tokens.next();
    if (!lane.read(true, true, 2)) {
      return "none";
    }
    String type = lane.type();
    tokens.next();
    tokens.next();
    tokens.next();
    return lane.read(false, false, 2) ? type : type + " only";
  }

  private static void assertAlike(String document) {
    byte[] bytes = Workflows.bytes(document);
    assertThat(Reading.within(LIMITS, document))
        .as(document)
        .isEqualTo(Reading.inChunks(LIMITS, bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-0.5e+3",
        "1e999",
        "true",
        "null",
        "\"\"",
        "\"eight by eight bytes\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\ud83d\\ude00 \u00e9 \u2028\"",
        "{}",
        "[]",
        "[ ]",
        "{ \"a\" : [ 1 ,\r\n\t2 ] , \"a\":{} }",
        "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]",
      })
  void read_ofAnyValidValue_passesOverIt(String value) {
    assertThat(passed(withValue(value))).isEqualTo("A");
    assertAlike(withValue(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "1.",
        "-",
        "1e",
        "1x",
        "nul",
        "nulls",
        "truefalse",
        "\"",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "{1:2}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\" 1}",
        "[1,]",
        "[1 2]",
        "[1}",
        "{\"a\":1]",
        "[",
        "\u00a01",
        "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]",
      })
  void read_ofAnythingElse_leavesItToTheTokens(String value) {
    assertThat(passed(withValue(value))).isEqualTo("none");
    assertAlike(withValue(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\":\"a.VisualB\"",
        "\"type_\":\"a.VisualB\",\"type\":\"C\"",
        "\"type\":\"C\",\"type_\":\"a.VisualB\"",
        "\"node_type\":\"B\",\"type\":\"C\"",
        "\"node_type\":\"\\u0042\"",
        "\"node_\\u0074ype\":\"B\"",
      })
  void read_ofATypeInAnyDialect_keepsIt(String members) {
    String document = "{\"nodes\":{\"a\":{" + members + "}},\"connections\":[{}]}";
    assertThat(passed(document)).isEqualTo("B");
    assertAlike(document);
  }

  @Test
  void read_ofATypeThatIsNotAString_hasNone() {
    String document = "{\"nodes\":{\"a\":{\"type\":\"C\",\"node_type\":[1]}},\"connections\":[{}]}";
    assertThat(passed(document)).isEmpty();
    assertAlike(document);
  }

  @Test
  void read_ofATypeOverItsLimit_leavesItToTheTokens() {
    String document = "{\"nodes\":{\"a\":{\"node_type\":\"" + "B".repeat(1_000) + "\"}}}";
    assertThat(passed(document)).isEqualTo("none");
    assertAlike(document);
  }

  @Test
  void read_ofMembersThatOccurTwice_leavesThemToTheTokens() {
    String document = "{\"nodes\":{\"a\":{\"node_type\":\"A\",\"node_type\":\"B\"}}}";
    assertThat(passed(document)).isEqualTo("none");
    assertAlike(document);
  }

  @Test
  void read_ofNodesOfAnotherProduct_stillRecognisesIt() {
    assertAlike("{\"nodes\":[{\"id\":\"1\",\"typeVersion\":1,\"type\":\"t\"}],\"connections\":{}}");
  }

  @Test
  void read_ofMoreNodesThanTheLimit_countsUpToIt() {
    Limits limits = LIMITS.with(Limit.NODES, 2);
    String document = "{\"nodes\":{\"a\":{},\"b\":{},\"c\":{},\"d\":{}}}";
    assertThat(Reading.within(limits, document))
        .isEqualTo(Reading.inChunks(limits, Workflows.bytes(document)));
  }
}
