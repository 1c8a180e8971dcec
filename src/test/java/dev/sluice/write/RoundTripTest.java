package dev.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Compression;
import dev.sluice.config.UnknownTypes;
import dev.sluice.model.Connection;
import dev.sluice.model.Layout;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.support.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoundTripTest {

  /** What the writer can be asked for and a reader must not notice. */
  private static final List<WriteOptions> OPTIONS =
      List.of(
          WriteOptions.standard().withCompression(Compression.GZIP),
          WriteOptions.standard().compact().withCompression(Compression.ZSTD).withLevel(1),
          WriteOptions.standard().withLayout(new Layout("\t", "\r\n", false, true, "\r\n", true)));

  @Test
  void write_examples_giveEqualDefinitionsAndEqualBytes() throws IOException {
    Counts counts = roundTrip(Path.of("docs", "examples"));

    assertThat(counts.accepted).isPositive();
    assertThat(counts.other).isEmpty();
  }

  @Test
  void write_listedNodesWithoutIds_behindSkippedOnes_keepTheirIds() {
    String document =
        """
        {"nodes":[{"type":"Odd"},{"type":"StartNode"},{"id":7,"type":"LogNode"}],
        "connections":[{"from":"#1","to":"#2"}]}\
        """;
    try (WorkflowLoader skipping =
        WorkflowLoader.builder().unknownTypes(UnknownTypes.SKIP).build()) {
      WorkflowDefinition read =
          skipping.read(ByteSource.of("", document.getBytes(StandardCharsets.UTF_8))).block();

      WorkflowDefinition again = Written.read(Written.bytes(read, WriteOptions.standard()));

      assertThat(again.nodes().keySet()).containsExactly("#1", "#2");
      assertThat(again.connections()).isEqualTo(read.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void write_linesThatEndAlike_endSo(String lineBreak) {
    String document =
        """
        {
           "metadata": {
              "name": "W"
           },
           "nodes": {}
        }
        """
            .replace("\n", lineBreak);

    assertThat(Written.rewritten(document, WriteOptions.standard())).isEqualTo(document);
  }

  /**
   * The corpora of the original. What differs in bytes is laid out by hand, has keys twice or is
   * compressed; the bounds are what was counted, so that a lost layout is noticed.
   */
  @ParameterizedTest
  @CsvSource({"CORPUS, 374", "CASES, 140"})
  void write_sharedSuite_givesEqualDefinitionsAndMostlyEqualBytes(SharedData suite, int equal)
      throws IOException {
    Counts counts = roundTrip(suite.required());

    assertThat(counts.equal).as("%s", counts).isGreaterThanOrEqualTo(equal);
  }

  private static final class Counts {
    int documents;
    int accepted;
    int equal;
    final List<Path> other = new ArrayList<>();

    @Override
    public String toString() {
      return documents + " documents, " + accepted + " accepted, " + equal + " equal, not " + other;
    }
  }

  private static Counts roundTrip(Path directory) throws IOException {
    Counts counts = new Counts();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        counts.documents++;
        byte[] bytes = Files.readAllBytes(file);
        Optional<WorkflowDefinition> read = Written.tryRead(bytes);
        if (read.isEmpty()) {
          continue;
        }
        counts.accepted++;
        for (WriteOptions options : OPTIONS) {
          WorkflowDefinition again = Written.read(Written.bytes(read.get(), options));
          assertThat(again).as("%s with %s", file, options).isEqualTo(read.get());
          assertThat(again.fingerprint()).isEqualTo(read.get().fingerprint());
        }
        assertSameInCanonicalForm(read.get(), file);
        if (Arrays.equals(Written.bytes(read.get(), WriteOptions.standard()), bytes)) {
          counts.equal++;
        } else {
          counts.other.add(file.getFileName());
        }
      }
    }
    return counts;
  }

  /** The canonical form of any dialect and kind has the same nodes, configs and connections. */
  private static void assertSameInCanonicalForm(WorkflowDefinition definition, Path file) {
    WriteOptions canonical = WriteOptions.standard().inCanonicalForm();
    byte[] written = Written.bytes(definition, canonical);
    WorkflowDefinition read = Written.read(written);
    assertThat(nodes(read)).as("%s", file).isEqualTo(nodes(definition));
    assertThat(edges(read)).as("%s", file).isEqualTo(edges(definition));
    assertThat(read.metadata().name()).isEqualTo(definition.metadata().name());
    assertThat(read.wrapper()).isEmpty();
    assertThat(Written.bytes(read, canonical)).as("%s, once more", file).isEqualTo(written);
  }

  private static List<List<Object>> nodes(WorkflowDefinition definition) {
    return definition.nodes().values().stream()
        .filter(n -> !n.members().isEmpty())
        .map(n -> List.<Object>of(n.id(), n.declaredType(), n.config(), n.position()))
        .toList();
  }

  private static List<String> edges(WorkflowDefinition definition) {
    return definition.connections().stream()
        .filter(connection -> !connection.members().isEmpty())
        .map(Connection::toString)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'  ', '\n'",
    "'    ', ''",
    "' ', '\n'",
    "'\t', '\n'",
    "'  ', '\r\n'",
    "'', '\n'",
    "'', '\r\n'",
    "'  ', '\n\n \t\n'",
    "'', ' '"
  })
  void write_programmaticLayout_isKept(String indent, String end) {
    for (boolean spaced : new boolean[] {true, false}) {
      for (boolean ascii : new boolean[] {true, false}) {
        boolean windows = end.equals("\r\n") && !indent.isEmpty();
        boolean marked = spaced == ascii;
        Layout layout = new Layout(indent, windows ? end : "\n", spaced, ascii, end, marked);
        String document = Written.rewritten(RICH, WriteOptions.standard().withLayout(layout));

        WorkflowDefinition read = Written.read(document);

        assertThat(read.form().layout()).isEqualTo(layout);
        assertThat(Written.text(read, WriteOptions.standard())).isEqualTo(document);
        assertThat(read).isEqualTo(Written.read(RICH));
      }
    }
  }

  @Test
  void write_layoutAskedFor_dropsMarkAndBlanks() {
    String bare = Written.rewritten(RICH, WriteOptions.standard().pretty());

    assertThat(Written.rewritten("\ufeff" + RICH + " \n\n", WriteOptions.standard().pretty()))
        .isEqualTo(bare);
    assertThat(Written.rewritten("\ufeff" + RICH + "\n", WriteOptions.standard().compact()))
        .startsWith("{")
        .endsWith("}");
  }

  /** A bit of everything that has to survive, in the layout of json.dump(indent=2). */
  private static final String RICH =
      """
      {
        "extra": null,
        "metadata": {
          "name": "Gr\u00f6\u00dfe \u4e2d \ud83d\ude00",
          "tags": []
        },
        "nodes": {
          "odd \\" \\\\ / \\b\\f\\n\\r\\t \\u0000 \\u001f \u007f id": {
            "node_id": "odd \\" \\\\ / \\b\\f\\n\\r\\t \\u0000 \\u001f \u007f id",
            "node_type": "NobodyKnowsNode",
            "config": {
              "int": 100,
              "float": 100.0,
              "big": 123456789012345678901234567890,
              "exact": 0.1000000000000000055511151231257827,
              "exponent": 1e22,
              "small": 0.00001,
              "smaller": 1e-6,
              "negative": -0.0,
              "nothing": null,
              "list": [
                [],
                {},
                [
                  true,
                  false
                ]
              ]
            },
            "position": [
              -1.5,
              2
            ],
            "unknown": {}
          }
        },
        "connections": [],
        "variables": {},
        "later": [
          {
            "a": null
          }
        ]
      }
      """;

  @Test
  void write_everythingThatMustSurvive_survives() {
    assertThat(Written.rewritten(RICH, WriteOptions.standard())).isEqualTo(RICH);
  }

  @Test
  void write_escapedCharacters_staysInAscii() {
    String document =
        "{\"metadata\": {\"name\": \"Gr\\u00f6\\u00dfe \\ud83d\\ude00 \\u007f\"}, \"nodes\": {}}";

    assertThat(Written.rewritten(document, WriteOptions.standard())).isEqualTo(document);
  }
}
