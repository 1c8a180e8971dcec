package dev.sluice;

import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.config.UnknownTypes;
import dev.sluice.edit.WorkflowEdit;
import dev.sluice.error.LoadTimeoutException;
import dev.sluice.error.NodeCreationException;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.registry.NodeProvider;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** A provider of node types that fails or is slow, within loads and edits. */
class FailingProviderTest {

  private static final String DOCUMENT =
      workflow(
          node("start", "StartNode") + "," + node("one", "Acme") + "," + node("two", "Acme"),
          edge("start", "one"),
          edge("one", "two"));

  private static final List<Port> IN = List.of(Port.exec("exec_in"));
  private static final List<Port> OUT = List.of(Port.exec("exec_out"));
  private static final String MESSAGE =
      "The provider acme failed to load the node type Acme: java.io.IOException";

  /** Fails a number of times, and then loads. */
  private static final class Acme implements NodeProvider {
    private final AtomicInteger failures;
    private final AtomicInteger calls = new AtomicInteger();

    Acme(int failures) {
      this.failures = new AtomicInteger(failures);
    }

    @Override
    public String label() {
      return "acme";
    }

    @Override
    public Set<String> names() {
      return Set.of("Acme");
    }

    @Override
    public NodeType load(String name) throws IOException {
      calls.incrementAndGet();
      if (failures.getAndDecrement() > 0) {
        throw new IOException("no network");
      }
      return NodeType.of(name, "acme", IN, OUT, NodeFactory.PLAIN);
    }
  }

  @Test
  void load_lenient_keepsPlaceholdersAndWarnsAtEachNode() {
    Acme acme = new Acme(1);
    try (WorkflowLoader loader = loader(acme, builder -> builder)) {
      StepVerifier.create(loader.tryLoad(bytes(DOCUMENT)))
          .assertNext(
              result -> {
                assertThat(result.schema().orElseThrow().nodes()).containsKeys("one", "two");
                assertThat(result.definition().orElseThrow().nodes().get("one").isPlaceholder())
                    .isTrue();
                assertThat(result.report().findings())
                    .extracting(Object::toString)
                    .containsExactly(
                        "WARNING NODE_CREATION_FAILED at 1:137 (/nodes/one/node_type): " + MESSAGE,
                        "WARNING NODE_CREATION_FAILED at 1:192 (/nodes/two/node_type): " + MESSAGE);
              })
          .verifyComplete();
      assertThat(acme.calls).hasValue(1);
    }
  }

  @Test
  void load_strict_rejectsWithPlaceAndCause() {
    try (WorkflowLoader loader = loader(new Acme(1), builder -> builder.profile(Profile.STRICT))) {
      StepVerifier.create(loader.load(bytes(DOCUMENT)))
          .expectErrorSatisfies(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(NodeCreationException.class)
                      .hasMessage(
                          MESSAGE + " at 1:137 (/nodes/one/node_type) [NODE_CREATION_FAILED]")
                      .hasRootCauseMessage("no network"))
          .verify();
    }
  }

  @Test
  void load_unknownTypesAreSkipped_keepsTheNodesAsPlaceholders() {
    try (WorkflowLoader loader =
        loader(new Acme(1), builder -> builder.unknownTypes(UnknownTypes.SKIP))) {
      StepVerifier.create(loader.events(ByteSource.of("", bytes(DOCUMENT))))
          .recordWith(ArrayList::new)
          .thenConsumeWhile(event -> true)
          .consumeRecordedWith(
              events -> {
                assertThat(events)
                    .filteredOn(LoadEvent.NodesRead.class::isInstance)
                    .flatExtracting(event -> ((LoadEvent.NodesRead) event).nodes())
                    .hasSize(3);
                assertThat(events).noneMatch(LoadEvent.ConnectionsWithdrawn.class::isInstance);
              })
          .verifyComplete();
    }
  }

  @Test
  void load_again_asksTheProviderAgainAlsoWithACache() {
    Acme acme = new Acme(1);
    try (WorkflowLoader loader = loader(acme, builder -> builder.cache(WorkflowCache.create()))) {
      StepVerifier.create(
              loader
                  .tryRead(bytes(DOCUMENT))
                  .concatWith(loader.tryRead(bytes(DOCUMENT)))
                  .concatWith(loader.tryRead(bytes(DOCUMENT)))
                  .map(read -> read.report().findings().size()))
          .expectNext(2, 0, 0)
          .verifyComplete();
      assertThat(acme.calls).hasValue(2);
    }
  }

  @Test
  void edit_addsANodeOfTheType_throws() {
    NodeRegistry registry = NodeRegistries.builder().add(new Acme(1)).build();
    WorkflowEdit edit = WorkflowEdit.create("edited", registry, Limits.untrusted());

    assertThatThrownBy(() -> edit.addNode("one", "Acme").definition())
        .isInstanceOf(NodeCreationException.class)
        .hasMessageStartingWith(MESSAGE);
    assertThat(edit.definition().nodes().get("one").isPlaceholder()).isFalse();
  }

  @Test
  void load_providerHangs_endsAtTheDeadline() {
    CountDownLatch never = new CountDownLatch(1);
    NodeProvider slow =
        new NodeProvider() {
          @Override
          public Set<String> names() {
            return Set.of("Acme");
          }

          @Override
          public NodeType load(String name) throws InterruptedException {
            never.await();
            throw new IllegalStateException("interrupted by the deadline only");
          }
        };
    Limits brief = Limits.untrusted().with(Limit.MILLISECONDS, 100);
    try (WorkflowLoader loader = loader(slow, builder -> builder.limits(brief))) {
      StepVerifier.create(loader.load(bytes(DOCUMENT))).verifyError(LoadTimeoutException.class);
    }
    never.countDown();
  }

  private static WorkflowLoader loader(
      NodeProvider provider, UnaryOperator<WorkflowLoaderBuilder> options) {
    NodeRegistry registry = NodeRegistries.builder().add(provider).build();
    return options.apply(WorkflowLoader.builder().registry(registry)).build();
  }
}
