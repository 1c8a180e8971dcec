package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.NastyStrings;
import dev.sluice.support.Workflows;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Problematic strings are kept as they are, and are escaped in findings. */
class NastyStringsTest {

  private static final Limits ROOMY =
      Limits.untrusted()
          .with(Limit.NODE_ID_LENGTH, 10_000)
          .with(Limit.NODE_TYPE_LENGTH, 10_000)
          .with(Limit.PORT_LENGTH, 10_000)
          .with(Limit.CONFIG_KEY_LENGTH, 10_000);

  @Test
  void read_ourStrings_keepsThem() {
    keeps(NastyStrings.own());
  }

  @Test
  void read_knownStrings_keepsThem() {
    keeps(NastyStrings.known());
  }

  /** Each is id, type, name, config key and value, and port of a node of its own. */
  private static void keeps(Set<String> strings) {
    Set<String> texts = new TreeSet<>(strings);
    texts.remove(""); // not a type
    String document =
        "{\"metadata\":{\"name\":\"n\"},\"variables\":{%s},\"nodes\":{%s},\"connections\":[%s]}"
            .formatted(
                joined(texts, text -> NastyStrings.quoted(text) + ":" + NastyStrings.quoted(text)),
                joined(texts, NastyStrings::node),
                joined(texts, NastyStrings::edge));
    byte[] bytes = Workflows.bytes(document);
    try (WorkflowLoader loader =
        WorkflowLoader.builder().limits(ROOMY).security(SecurityPolicy.off()).build()) {
      LoadResult result = loader.tryLoad(ByteSource.of("", bytes)).block();
      WorkflowDefinition definition = result.definition().orElseThrow();

      for (String text : texts) {
        NodeDefinition node = definition.node(text).orElseThrow();
        assertThat(node.declaredType()).isEqualTo(text);
        assertThat(node.members()).containsEntry("name", text).containsEntry("node_id", text);
        assertThat(node.config()).isEqualTo(Map.of(text, List.of(text)));
        assertThat(definition.variables()).containsEntry(text, text);
      }
      assertThat(definition.connections())
          .filteredOn(edge -> !edge.members().isEmpty())
          .extracting(edge -> edge.sourcePort())
          .containsExactlyElementsOf(texts);
      assertFit(result.report().findings());
      LoadResult inChunks = loader.tryLoad(Chunked.every(11, 3, bytes)).block();
      assertThat(inChunks.definition()).contains(definition);
      assertThat(inChunks.report()).isEqualTo(result.report());
    }
  }

  @Test
  void load_rejectedForNastyText_reportsItsPlaceSafely() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      for (String text : NastyStrings.own()) {
        String document = NastyStrings.document(text).replace("\"frames\"", "\"metadata\"");
        WorkflowException failure =
            (WorkflowException)
                loader
                    .load(ByteSource.of(text, Workflows.bytes(document)))
                    .<Throwable>map(schema -> new AssertionError("accepted"))
                    .onErrorResume(Mono::just)
                    .block();
        assertThat(failure.getMessage().codePoints()).noneMatch(NastyStrings::isUnfit);
        assertFit(failure.report().findings());
      }
    }
  }

  private static void assertFit(List<Finding> findings) {
    assertThat(findings).isNotEmpty();
    for (Finding finding : findings) {
      assertThat(finding.place()).as("%s", finding).isPresent();
      assertThat(finding.message().codePoints()).noneMatch(NastyStrings::isUnfit);
      assertThat(finding.message().length()).isLessThan(1_000);
      assertThat(finding.suggestion().orElse("").codePoints()).noneMatch(NastyStrings::isUnfit);
    }
  }

  private static String joined(Set<String> texts, UnaryOperator<String> part) {
    return texts.stream().map(part).collect(Collectors.joining(","));
  }
}
