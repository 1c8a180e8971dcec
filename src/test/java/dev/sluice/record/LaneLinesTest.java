package dev.sluice.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.Finding;
import dev.sluice.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast lane counts lines while it reads, and findings have the lines that the text has. */
class LaneLinesTest {

  private static final int RECORDS = 60;

  /** A node in the canonical form, two in others, and one that only tokens can be read from. */
  private static final List<String> NODES =
      List.of(
          "{~\"node_id\": \"@\",~\"node_type\": \"Unknown\",~\"config\": {~\"a\": [~1,~2]~}~}",
          "{~\"id\": \"@\",~\"type\": \"Unknown\",~\"config\": {~}~}",
          "{~\"config\": {~\"a\" :~1},~\"node_id\": \"other\",~\"node_type\" :~\"LogNode\"~}",
          "{~\"node_id\": \"@\",~\"node_type\": \"LogNode\",~\"config\": {~\"b\": 1,~\"b\": 2}~}");

  private static final List<String> CONNECTIONS =
      List.of(
          "{~\"source_node\": \"x\",~\"source_port\": \"a\",~\"target_node\": \"y\","
              + "~\"target_port\": \"b\"~}",
          "{~\"source_port\" :~\"a\"~}",
          "[~]");

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n   ", "\n\r", "\t", "|\n", "|\r\n", "\n|\r"})
  void validate_recordsInAnyForm_haveTheLinesOfTheText(String breaks) {
    Random random = new Random(1);
    for (int round = 0; round < 20; round++) {
      String document = document(breaks.split("\\|", -1), random);
      try (WorkflowLoader loader = WorkflowLoader.builder().build()) {
        List<Finding> findings = loader.validate(document.getBytes(US_ASCII)).block().findings();
        assertThat(findings).hasSizeGreaterThan(RECORDS);
        for (Finding finding : findings) {
          Place place = finding.place().orElse(Place.START);
          assertThat(place).as("%s", finding).isEqualTo(place(document, (int) place.offset()));
        }
      }
    }
  }

  private static String document(String[] breaks, Random random) {
    List<String> nodes = new ArrayList<>();
    List<String> connections = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      String node = NODES.get(random.nextInt(random.nextBoolean() ? 1 : NODES.size()));
      nodes.add("~\"n" + i + "\": " + node.replace("@", "n" + i));
      connections.add("~" + CONNECTIONS.get(random.nextInt(CONNECTIONS.size())));
    }
    String text =
        "{~\"nodes\": {"
            + String.join(",", nodes)
            + "~},~\"frames\": [~],~\"connections\": ["
            + String.join(",", connections)
            + "~]~}";
    StringBuilder document = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      document.append(next == '~' ? breaks[random.nextInt(breaks.length)] : String.valueOf(next));
    }
    return document.toString();
  }

  private static Place place(String document, int offset) {
    int line = 1;
    int begin = 0;
    for (int i = 0; i < offset; i++) {
      char next = document.charAt(i);
      if (next == '\n' || next == '\r') {
        boolean second = next == '\n' && i > 0 && document.charAt(i - 1) == '\r';
        line += second ? 0 : 1;
        begin = i + 1;
      }
    }
    return new Place(line, offset - begin + 1, offset);
  }
}
