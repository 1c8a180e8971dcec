package dev.sluice.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.source.ByteSource;
import dev.sluice.support.SharedData;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A skeleton shows what a full load says, for every document that one accepts. */
final class SkeletonAgreementTest {

  private static final WorkflowLoader LOADER = WorkflowLoader.create();

  @AfterAll
  static void close() {
    LOADER.close();
  }

  @Test
  void skeleton_ofEveryDialectAndKind_saysWhatTheLoadSays() {
    for (String document : DialectDocuments.ALL) {
      ByteSource source = ByteSource.of("", Workflows.bytes(document));
      assertThat(agree(source)).as(document).isTrue();
    }
  }

  @Test
  void skeleton_ofEveryRejectedDocument_isRejectedToo() {
    for (String document : DialectDocuments.REJECTED) {
      ByteSource source = ByteSource.of("", Workflows.bytes(document));
      assertThat(LOADER.tryLoad(source).block().accepted()).as(document).isFalse();
    }
  }

  @Test
  void skeleton_ofOurExamples_saysWhatTheLoadSays() throws IOException {
    assertThat(agreeing(Path.of("docs/examples"))).isEqualTo(3);
  }

  @Test
  void skeleton_ofTheSharedDocuments_saysWhatTheLoadSays() throws IOException {
    assertThat(agreeing(SharedData.CASES.required())).isPositive();
    assertThat(agreeing(SharedData.CORPUS.required())).isPositive();
  }

  private static int agreeing(Path directory) throws IOException {
    int agreeing = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        if (!file.toString().endsWith(".expected") && agree(ByteSource.of(file))) {
          agreeing++;
        }
      }
    }
    return agreeing;
  }

  /** Asserts that both say the same; false where the load rejects the document. */
  private static boolean agree(ByteSource source) {
    LoadResult result = LOADER.tryLoad(source).block();
    if (!result.accepted()) {
      return false;
    }
    WorkflowDefinition definition = result.definition().orElseThrow();
    assertThat(LOADER.skeleton(source).block()).as(source.name()).isEqualTo(skeletonOf(definition));
    return true;
  }

  /** What a skeleton must show of a definition, without what the loader added. */
  private static WorkflowSkeleton skeletonOf(WorkflowDefinition definition) {
    List<NodeDefinition> nodes =
        definition.nodes().values().stream().filter(node -> !node.members().isEmpty()).toList();
    List<String> types =
        nodes.stream().map(NodeDefinition::declaredType).distinct().sorted().toList();
    return new WorkflowSkeleton(
        definition.kind(),
        definition.metadata().name(),
        definition.metadata().description(),
        definition.metadata().version(),
        definition.metadata().author(),
        nodes.size(),
        definition.connections().stream().filter(edge -> !edge.members().isEmpty()).count(),
        definition.variables().size(),
        definition.frames().size(),
        types,
        Categories.of(types),
        List.copyOf(definition.variables().keySet()),
        definition.settings(),
        definition.metadata().createdAt(),
        definition.metadata().modifiedAt());
  }
}
