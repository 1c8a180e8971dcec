package dev.sluice;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.each;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Rule;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.source.ByteSource;
import dev.sluice.support.CountingRegistry;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** When a load looks types up, and what it leaves alone. */
class TypeLoadingTest {

  private static WorkflowLoader loader(NodeRegistry registry) {
    return WorkflowLoader.builder().registry(registry).scheduler(Schedulers.immediate()).build();
  }

  @Test
  void load_manyNodes_looksEachDistinctTypeUpOnce() {
    CountingRegistry registry = new CountingRegistry(NodeRegistries.builtIn());
    String document =
        workflow(
            START
                + each(100, i -> "," + node("log" + i, "LogNode"))
                + each(100, i -> "," + node("old" + i, "ReadFileNode"))
                + each(100, i -> "," + node("none" + i, "NoSuchNode")));

    loader(registry).load(bytes(document)).block();

    assertThat(registry.migrations)
        .isEqualTo(Map.of("StartNode", 1, "LogNode", 1, "ReadFileNode", 1, "NoSuchNode", 1));
    assertThat(registry.finds)
        .isEqualTo(Map.of("StartNode", 1, "LogNode", 1, "FileSystemSuperNode", 1, "NoSuchNode", 1));
  }

  @Test
  void load_firstTypeSeen_isLoadedWhileTheDocumentGoesOn() {
    NodeRegistry registry = NodeRegistries.builtIn();
    TestPublisher<ByteBuffer> source = TestPublisher.create();
    String document = workflow(START + "," + node("a", "LogNode"));
    int half = document.indexOf("\"a\"");

    StepVerifier.create(loader(registry).load(ByteSource.streamed("", source.flux())))
        .then(() -> source.next(ByteBuffer.wrap(bytes(document.substring(0, half)))))
        .then(() -> assertThat(registry.isLoaded("StartNode")).isTrue())
        .then(() -> assertThat(registry.isLoaded("LogNode")).isFalse())
        .then(() -> source.next(ByteBuffer.wrap(bytes(document.substring(half)))))
        .then(source::complete)
        .assertNext(schema -> assertThat(registry.isLoaded("LogNode")).isTrue())
        .verifyComplete();
  }

  @Test
  void load_twoTypes_leavesAllOtherCategoriesUnloaded() {
    NodeRegistry registry = NodeRegistries.builtIn();

    loader(registry).load(bytes(workflow(START + "," + node("a", "IfNode")))).block();

    assertThat(registry.loaded())
        .extracting(NodeType::category)
        .containsOnly("basic", "control_flow");
  }

  @Test
  void load_twice_sharesTheDescriptors() {
    WorkflowLoader loader = loader(NodeRegistries.builtIn());
    byte[] document = bytes(workflow(START));

    NodeType first = loader.load(document).block().node("start").orElseThrow().type();
    NodeType second = loader.load(document).block().node("start").orElseThrow().type();

    assertThat(second).isSameAs(first);
  }

  @Test
  void load_rejectedEarly_stillLooksUpOnlyWhatItSaw() {
    CountingRegistry registry = new CountingRegistry(NodeRegistries.builtIn());
    byte[] broken = bytes("{\"nodes\":{" + node("a", "IfNode") + ",oops");

    LoadResult result = loader(registry).tryLoad(ByteSource.of("", broken)).block();

    assertThat(result.accepted()).isFalse();
    assertThat(registry.finds).isEqualTo(Map.of("IfNode", 1));
  }

  @Test
  void load_withARule_checksTheDocumentOnce() {
    AtomicInteger checks = new AtomicInteger();
    Rule counting =
        new Rule() {
          @Override
          public String name() {
            return "counting";
          }

          @Override
          public void check(WorkflowDefinition workflow, Reports reports) {
            checks.incrementAndGet();
          }
        };
    WorkflowLoader loader = WorkflowLoader.builder().rule(counting).build();
    ByteSource source = ByteSource.of("", bytes(workflow(START)));

    loader.load(source).block();
    loader.validate(source).block();

    assertThat(checks).hasValue(2);
  }
}
