package dev.sluice.check;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.each;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.LimitExceededException;
import dev.sluice.model.FindingCode;
import dev.sluice.support.Checked;
import dev.sluice.support.Workflows;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit lets pass what reaches it and refuses one more. */
class LimitsTest {

  private static final String FACE = "\uD83D\uDE00";

  /** A limit set to a value, a document of any size, and the finding for one of one more. */
  record Case(Limit limit, long value, IntFunction<String> document, String finding) {
    @Override
    public String toString() {
      return limit.label() + ": " + finding;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            Limit.NODES,
            3,
            size -> workflow(START + each(size - 1, i -> nodeMarkedFrom(2, i))),
            "① ERROR LIMIT_EXCEEDED (/nodes/n2) This is node number 4, over the limit nodes of 3"),
        new Case(
            Limit.CONNECTIONS,
            2,
            size -> workflow(START, edges(size)),
            "① ERROR LIMIT_EXCEEDED (/connections/2) This is connection number 3, over the limit"
                + " connections of 2"),
        new Case(
            Limit.NODE_ID_LENGTH,
            5,
            size -> workflow(START + json(",①'%s':{'node_type':'EndNode'}".formatted(faces(size)))),
            "① ERROR LIMIT_EXCEEDED (/nodes/%s) The node's id has 6 characters, over the limit"
                    .formatted(faces(6))
                + " node-id-length of 5"),
        new Case(
            Limit.NODE_ID_LENGTH,
            5,
            size -> workflow(START, edge("start", "x".repeat(size)).replace("\"xxx", "①\"xxx")),
            "① ERROR LIMIT_EXCEEDED (/connections/0/target_node) The connection's target_node has 6"
                + " characters, over the limit node-id-length of 5"),
        new Case(
            Limit.NODE_ID_LENGTH,
            5,
            size -> workflow(START, edge("x".repeat(size), "start").replace("\"xxx", "①\"xxx")),
            "① ERROR LIMIT_EXCEEDED (/connections/0/source_node) The connection's source_node has 6"
                + " characters, over the limit node-id-length of 5"),
        new Case(
            Limit.NODE_TYPE_LENGTH,
            9,
            size -> workflow(START + json(",'a':{'node_type':①'%s'}".formatted(faces(size)))),
            "① ERROR LIMIT_EXCEEDED (/nodes/a/node_type) The node's type has 10 characters, over"
                + " the limit node-type-length of 9"),
        new Case(
            Limit.PORT_LENGTH,
            9,
            size ->
                workflow(
                    START,
                    json(
                        edge("start", "o", "start", "①")
                            .replace("\"①\"", "①'" + faces(size) + "'"))),
            "① ERROR LIMIT_EXCEEDED (/connections/0/target_port) The connection's target_port has"
                + " 10 characters, over the limit port-length of 9"),
        new Case(
            Limit.PORT_LENGTH,
            9,
            size ->
                workflow(
                    START,
                    json(
                        edge("start", "①", "start", "i")
                            .replace("\"①\"", "①'" + faces(size) + "'"))),
            "① ERROR LIMIT_EXCEEDED (/connections/0/source_port) The connection's source_port has"
                + " 10 characters, over the limit port-length of 9"),
        new Case(
            Limit.NAME_LENGTH,
            9,
            size -> metadata("'name':①'" + faces(size) + "'"),
            "① ERROR LIMIT_EXCEEDED (/metadata/name) The name has 10 characters, over the limit"
                + " name-length of 9"),
        new Case(
            Limit.DESCRIPTION_LENGTH,
            9,
            size -> metadata("'description':①'" + faces(size) + "'"),
            "① ERROR LIMIT_EXCEEDED (/metadata/description) The description has 10 characters, over"
                + " the limit description-length of 9"),
        new Case(
            Limit.VERSION_LENGTH,
            9,
            size -> metadata("'version':①'" + faces(size) + "'"),
            "① ERROR LIMIT_EXCEEDED (/metadata/version) The version has 10 characters, over the"
                + " limit version-length of 9"),
        new Case(
            Limit.CONFIG_STRING_LENGTH,
            9,
            size -> config("{'list':[1,①'" + faces(size) + "']}"),
            "① ERROR LIMIT_EXCEEDED (/nodes/a/config/list/1) The string has 10 characters, over the"
                + " limit config-string-length of 9"),
        new Case(
            Limit.CONFIG_STRING_LENGTH,
            9,
            size -> config("{'ascii':①'" + "x".repeat(size) + "'}"),
            "① ERROR LIMIT_EXCEEDED (/nodes/a/config/ascii) The string has 10 characters, over the"
                + " limit config-string-length of 9"),
        new Case(
            Limit.CONFIG_KEY_LENGTH,
            9,
            size -> config("{'in':{①'" + faces(size) + "':1}}"),
            "① ERROR LIMIT_EXCEEDED (/nodes/a/config/in/"
                + faces(10)
                + ") The key has 10 characters,"
                + " over the limit config-key-length of 9"),
        new Case(
            Limit.CONFIG_DEPTH,
            3,
            size -> config("{'a':".repeat(size) + "①1" + "}".repeat(size)),
            "① ERROR LIMIT_EXCEEDED (/nodes/a/config/a/a/a/a) The config has 4 levels here, over"
                + " the limit config-depth of 3"),
        new Case(
            Limit.CONFIG_DEPTH,
            3,
            size -> config("{'a':" + "[".repeat(size - 1) + "①[]" + "]".repeat(size - 1) + "}"),
            "① ERROR LIMIT_EXCEEDED (/nodes/a/config/a/0/0/0) The config has 4 levels here, over"
                + " the limit config-depth of 3"),
        new Case(
            Limit.NUMBER_LENGTH,
            5,
            size ->
                workflow(START)
                    .replace("{\"metadata", "{\"x\":①-" + "1".repeat(size - 1) + ",\"metadata"),
            "① ERROR LIMIT_EXCEEDED (/x) The number has 6 characters, over the limit number-length"
                + " of 5"),
        new Case(
            Limit.NESTING,
            6,
            size -> metadata("'deep':" + "[".repeat(size - 3) + "①[" + "]".repeat(size - 2)),
            "① ERROR LIMIT_EXCEEDED () The document has 7 levels of nesting, over the limit nesting"
                + " of 6"),
        new Case(
            Limit.TOKENS,
            30,
            size -> {
              int others = 27; // of the document around the list
              String document = workflow(START);
              return json("{'tags':[" + each(size - others, i -> "1,") + "1],")
                  + document.substring(1, document.length() - 1)
                  + "①}";
            },
            "① ERROR LIMIT_EXCEEDED () The document has more than 30 tokens, over the limit tokens"
                + " of 30"));
  }

  private static String nodeMarkedFrom(int marked, int i) {
    String node = node("n" + i, "StartNode");
    return "," + (i == marked ? node.replace(":{\"node_id", ":①{\"node_id") : node);
  }

  private static String[] edges(int size) {
    String[] edges = new String[size];
    for (int i = 0; i < size; i++) {
      edges[i] = (i == 2 ? "①" : "") + edge("start", "out" + i, "start", "in");
    }
    return edges;
  }

  private static String faces(int count) {
    return FACE.repeat(count);
  }

  private static String metadata(String member) {
    return json("{'nodes':{" + START + "},'metadata':{" + member + "}}");
  }

  private static String config(String config) {
    return workflow(START + "," + node("a", "EndNode", config));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void limit_reached_isAccepted(Case tried) {
    Limits limits = Limits.untrusted().with(tried.limit(), tried.value());

    Checked.within(limits, tried.document().apply((int) tried.value()))
        .accepted()
        .finds(FindingCode.LIMIT_EXCEEDED);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void limit_passedByOne_isRejectedWithThePlace(Case tried) {
    Limits limits = Limits.untrusted().with(tried.limit(), tried.value());

    Checked.within(limits, tried.document().apply((int) tried.value() + 1))
        .rejected()
        .finds(FindingCode.LIMIT_EXCEEDED, tried.finding());
  }

  @Test
  void defaults_areThoseOfTheOriginal() {
    Limits limits = Limits.untrusted();

    assertThat(Stream.of(Limit.values()).map(limit -> limit.label() + " " + limits.of(limit)))
        .containsExactly(
            "nodes 1000",
            "connections 5000",
            "node-id-length 256",
            "node-type-length 128",
            "port-length 128",
            "name-length 255",
            "description-length 10000",
            "version-length 50",
            "config-string-length 10000",
            "config-key-length 256",
            "config-depth 10",
            "compressed-bytes 67108864",
            "decoded-bytes 67108864",
            "expansion-ratio 200",
            "frames 1000",
            "zstd-window-bytes 8388608",
            "nesting 500",
            "tokens 5000000",
            "number-length 100",
            "findings 1000",
            "milliseconds 30000");
  }

  @Test
  void defaults_oneMoreNodeThanAllowed_isRejectedAsTheTypedException() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      byte[] allowed = Workflows.bytes(Workflows.chain(999));
      byte[] over = Workflows.bytes(Workflows.chain(1000));

      assertThat(loader.load(allowed).block().definition().nodes()).hasSize(1000);
      LimitExceededException refused =
          catchThrowableOfType(LimitExceededException.class, () -> loader.load(over).block());
      assertThat(refused.finding().pointer()).isEqualTo("/nodes/n999");
      assertThat(refused.report().findings()).containsExactly(refused.finding());
    }
  }

  @Test
  void number_beyondDoubles_isRejected() {
    for (String number : List.of("1e309", "-1e400")) {
      Checked.lenient(config("{'n':①" + number + "}"))
          .rejected()
          .finds(
              FindingCode.LIMIT_EXCEEDED,
              "① ERROR LIMIT_EXCEEDED (/nodes/a/config/n) The number is beyond what a 64-bit"
                  + " floating-point number can hold");
    }
    Checked.lenient(config("{'n':1e308}")).accepted();
  }
}
