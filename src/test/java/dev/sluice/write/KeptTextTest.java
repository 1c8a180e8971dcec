package dev.sluice.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.diff.DocumentGenerator;
import dev.sluice.model.Layout;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.support.Workflows;
import dev.sluice.value.ShapedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written of values that have not been built is the text of the values. */
final class KeptTextTest {

  private static final List<Layout> LAYOUTS =
      List.of(
          Layout.COMPACT,
          Layout.PRETTY,
          new Layout("", "\n", true, false, "\n", false),
          new Layout("\t", "\r\n", false, true, " \n", true),
          new Layout("", "\n", false, true, "", false));

  private static final List<String> NUMBERS =
      List.of(
          "0 -0 0.0 -0.0 0.00 -0.000 1 1.0 1.50 -7 -7.25 1e5 1E+5 1E-5 0.1 0.00001 0.000012",
          "0.0000123456789 0.000010 0.000001 -0.000001 12345678901234.0 123456789012345.0",
          "99999999999999.9 999999999999999.9 9999999999999999.9 0.1000000000000000055511",
          "9223372036854775807 9223372036854775808 -9223372036854775808 100000000000000000000",
          "1e16 1e17 1e22 1e308 4.9e-324 1e-400 123456789.123456789123456789 5e-1 50.0e-1");

  private static final List<String> CHARACTERS =
      List.of(
          "a",
          "xyz",
          " ",
          "/",
          "~",
          "\u007F",
          "é",
          "ß",
          "\u07FF",
          "\u0800",
          "中",
          "\uFFFD",
          "😀",
          "\u2028",
          "{",
          "]",
          ",",
          ":",
          "\\\"",
          "\\\\",
          "\\/",
          "\\b",
          "\\f",
          "\\n",
          "\\r",
          "\\t",
          "\\u0000",
          "\\u000a",
          "\\u001F",
          "\\u0041",
          "\\u0022",
          "\\u005C",
          "\\u002f",
          "\\u007f",
          "\\u00e9",
          "\\u00E9",
          "\\u4E2D",
          "\\uD83D\\uDE00",
          "\\ud83d\\ude00");

  private static void build(WorkflowDefinition definition) {
    assertThat(definition.fingerprint()).isNotEmpty();
    assertThat(keptMaps(definition)).isZero();
  }

  private static long keptMaps(WorkflowDefinition definition) {
    return definition.nodes().values().stream()
        .flatMap(node -> List.of(node.members(), node.config()).stream())
        .filter(map -> map instanceof ShapedMap shaped && shaped.unread() != null)
        .count();
  }

  private static void assertWrittenAsValues(byte[] document, WorkflowDefinition read) {
    WorkflowDefinition built = Written.read(document);
    build(built);
    List<Layout> layouts = new ArrayList<>(LAYOUTS);
    layouts.add(read.form().layout());
    for (Layout layout : layouts) {
      WriteOptions options = WriteOptions.standard().withLayout(layout);
      String expected = new String(ValueText.of(built.toMap(), layout), UTF_8);
      assertThat(Written.text(read, options)).isEqualTo(expected);
      assertThat(Written.text(built, options)).isEqualTo(expected);
    }
  }

  @Test
  void write_generatedDocuments_givesTheTextOfTheirValues() {
    DocumentGenerator generator = new DocumentGenerator(new Random(7));
    int accepted = 0;
    int kept = 0;
    for (int i = 0; i < 600; i++) {
      byte[] document = generator.next();
      Optional<WorkflowDefinition> read = Written.tryRead(document);
      if (read.isPresent()) {
        accepted++;
        kept += keptMaps(read.get()) > 0 ? 1 : 0;
        assertWrittenAsValues(document, read.get());
      }
    }

    assertThat(accepted).isGreaterThan(100);
    assertThat(kept).isPositive();
  }

  @Test
  void write_nodesWithValuesInAnySpelling_givesTheTextOfTheValuesAndBuildsNone() {
    Random random = new Random(11);
    for (int i = 0; i < 100; i++) {
      byte[] document = Workflows.bytes(nodes(random, 1 + random.nextInt(6)));
      WorkflowDefinition read = Written.read(document);
      long kept = keptMaps(read);

      assertWrittenAsValues(document, read);

      assertThat(kept).isPositive();
      assertThat(keptMaps(read)).isEqualTo(kept);
    }
  }

  @Test
  void write_someValuesAskedFor_givesTheTextOfTheValues() {
    Random random = new Random(13);
    for (int i = 0; i < 50; i++) {
      byte[] document = Workflows.bytes(nodes(random, 6));
      WorkflowDefinition read = Written.read(document);
      for (NodeDefinition node : read.nodes().values()) {
        if (random.nextBoolean()) {
          assertThat(node.config().values()).hasSize(node.config().size());
        }
        if (random.nextBoolean()) {
          assertThat(node.members().values()).hasSize(node.members().size());
        }
      }

      assertWrittenAsValues(document, read);
    }
  }

  @Test
  void write_textsAcrossTheEndOfAChunk_givesTheTextOfTheValues() {
    for (String part : List.of("\\n", "\\u00e9", "\\uD83D\\uDE00", "é", "😀", "1.50]", "\u007F")) {
      for (int shift = 0; shift < 13; shift++) {
        String text = "x".repeat(64_500 + shift) + part.repeat(200);
        String config = "{\"message\":\"" + text + "\",\"more\":[[\"" + text + "\"],1.50]}";
        byte[] document =
            Workflows.bytes(Workflows.workflow(Workflows.node("a", "LogNode", config)));
        WorkflowDefinition read = Written.read(document);
        Map<String, Object> values = Written.read(document).toMap();

        for (Layout layout : List.of(LAYOUTS.get(0), LAYOUTS.get(4))) {
          byte[] written = Written.bytes(read, WriteOptions.standard().withLayout(layout));
          assertThat(written).isEqualTo(ValueText.of(values, layout));
        }
        assertThat(keptMaps(read)).isPositive();
      }
    }
  }

  @Test
  void write_manyRecords_givesTheTextOfTheValues() {
    byte[] document = Workflows.bytes(nodes(new Random(17), 800));

    assertWrittenAsValues(document, Written.read(document));
  }

  @ParameterizedTest
  @CsvSource({
    "-0, 0, 0",
    "1.50, 1.5, 1.5",
    "0.000001, 1e-6, 1e-6",
    "'[ 1E2 ,-0.0 ]', '[100.0,-0.0]', '[100.0,-0.0]'",
    "'\"\\/\\u000A\\u0041\"', '\"/\\nA\"', '\"/\\nA\"'",
    "'\"\\u00E9\\uD83D\\uDE00\"', '\"é😀\"', '\"\\u00e9\\ud83d\\ude00\"'",
    "'{\"\\u0022é\" : { } }', '{\"\\\"é\":{}}', '{\"\\\"\\u00e9\":{}}'"
  })
  void write_spelling_isTheWriters(String value, String raw, String ascii) {
    String document =
        "{\"nodes\":{\"a\":{\"node_id\":\"a\",\"node_type\":\"LogNode\",\"config\":{\"k\":%s}}}}";
    WorkflowDefinition read = Written.read(document.formatted(value));
    assertThat(keptMaps(read)).isPositive();

    assertThat(Written.text(read, WriteOptions.standard().withLayout(LAYOUTS.get(0))))
        .isEqualTo(document.formatted(raw));
    assertThat(Written.text(read, WriteOptions.standard().withLayout(LAYOUTS.get(4))))
        .isEqualTo(document.formatted(ascii));
  }

  private static String nodes(Random random, int count) {
    return Workflows.workflow(
        Workflows.each(
            count,
            i ->
                "%s\"n%d\":{\"node_id\":\"n%d\",\"node_type\":\"LogNode\",%s\"config\":{%s}}"
                    .formatted(
                        i == 0 ? "" : ",",
                        i,
                        i,
                        random.nextBoolean() ? "\"name\":" + text(random) + "," : "",
                        members(random, 3) + ",\"kept\":[1]")));
  }

  private static String members(Random random, int depth) {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i <= random.nextInt(4); i++) {
      members.append(i == 0 ? "" : blank(random) + "," + blank(random));
      members.append("\"k").append(i).append(string(random)).append('"');
      members.append(blank(random)).append(':').append(blank(random));
      members.append(value(random, depth));
    }
    return members.toString();
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> "true";
      case 1 -> random.nextBoolean() ? "false" : "null";
      case 2, 3 -> {
        String[] some = NUMBERS.get(random.nextInt(NUMBERS.size())).split(" ", -1);
        yield some[random.nextInt(some.length)];
      }
      case 4, 5 -> text(random);
      case 6 ->
          random.nextInt(4) == 0
              ? "{" + blank(random) + "}"
              : "{" + blank(random) + members(random, depth - 1) + blank(random) + "}";
      default ->
          random.nextInt(4) == 0
              ? "[" + blank(random) + "]"
              : "["
                  + value(random, depth - 1)
                  + blank(random)
                  + ","
                  + blank(random)
                  + value(random, depth - 1)
                  + "]";
    };
  }

  private static String text(Random random) {
    return '"' + string(random) + '"';
  }

  private static String string(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(12) * random.nextInt(5); left > 0; left--) {
      boolean plain = random.nextInt(3) > 0;
      text.append(plain ? "w" : CHARACTERS.get(random.nextInt(CHARACTERS.size())));
    }
    return text.toString();
  }

  private static String blank(Random random) {
    return random.nextInt(3) > 0 ? "" : random.nextBoolean() ? " " : "\n\t  ";
  }
}
