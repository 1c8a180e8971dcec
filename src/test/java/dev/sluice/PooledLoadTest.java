package dev.sluice;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sluice.model.Node;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.pool.NodePool;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import dev.sluice.support.HostNode;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

@Timeout(30)
class PooledLoadTest {

  private static final ByteSource DOCUMENT =
      ByteSource.of(
          "flow.json",
          bytes(workflow(START + "," + node("a", "Browser") + "," + node("b", "Browser"))));

  private final NodePool pool = NodePool.create();
  private final WorkflowLoader loader = builder().pool(pool).build();

  private static WorkflowLoaderBuilder builder() {
    NodeType browser = HostNode.type("Browser", HostNode::new);
    return WorkflowLoader.builder()
        .registry(NodeRegistries.builder().add(browser).build())
        .scheduler(Schedulers.immediate());
  }

  @Test
  void load_afterRelease_hasTheSameNodesUnderItsOwnDefinition() {
    WorkflowSchema first = loader.load(DOCUMENT).block();
    Node start = first.nodes().get("start");
    Node b = first.nodes().get("b");
    pool.release(first);

    WorkflowSchema second = loader.load(DOCUMENT).block();

    assertThat(second.nodes()).containsOnlyKeys("start", "a", "b");
    assertThat(second.nodes().get("a")).isSameAs(b);
    assertThat(b.definition()).isSameAs(second.definition().nodes().get("a"));
    assertThat(second.nodes().get("start")).isNotSameAs(start);
    assertThat(pool.statistics().hitRate()).isEqualTo(0.5);
  }

  @Test
  void load_withoutPool_cannotBeReleased() {
    WorkflowSchema schema = builder().build().load(DOCUMENT).block();

    assertThat(pool.release(schema)).isFalse();
    assertThat(schema.nodes()).hasSize(3);
  }

  @Test
  void load_twoAtOnce_shareNoNode() {
    WorkflowSchema first = loader.load(DOCUMENT).block();
    WorkflowSchema second = loader.load(DOCUMENT).block();

    assertThat(second.nodes().values()).doesNotContainAnyElementsOf(first.nodes().values());
  }

  @Test
  void withSchema_completes_emitsWhatIsMadeOfItAndReleases() {
    AtomicReference<WorkflowSchema> used = new AtomicReference<>();

    StepVerifier.create(
            loader.withSchema(
                DOCUMENT,
                schema -> {
                  used.set(schema);
                  return Flux.fromIterable(schema.nodes().keySet());
                }))
        .expectNext("start", "a", "b")
        .verifyComplete();

    assertThatIllegalStateException().isThrownBy(() -> used.get().nodes().size());
    assertThat(pool.statistics().returns()).isEqualTo(2);
  }

  @Test
  void withSchema_failsOrThrows_releases() {
    IOException failure = new IOException("test");
    IllegalStateException thrown = new IllegalStateException("test");

    StepVerifier.create(loader.withSchema(DOCUMENT, schema -> Mono.error(failure)))
        .verifyErrorSatisfies(e -> assertThat(e).isSameAs(failure));
    StepVerifier.create(
            loader.withSchema(
                DOCUMENT,
                schema -> {
                  throw thrown;
                }))
        .verifyErrorSatisfies(e -> assertThat(e).isSameAs(thrown));

    assertThat(pool.statistics().size()).isEqualTo(2);
    assertThat(pool.statistics().hits()).isEqualTo(2);
  }

  @Test
  void withSchema_cancelled_releasesAfterTheWorkWasCancelled() {
    TestPublisher<String> work = TestPublisher.create();

    StepVerifier.create(loader.withSchema(DOCUMENT, schema -> work))
        .then(work::assertSubscribers)
        .then(() -> assertThat(pool.statistics().size()).isZero())
        .thenCancel()
        .verify();

    work.assertCancelled();
    assertThat(pool.statistics().size()).isEqualTo(2);
  }

  @Test
  void withSchema_withoutPool_worksAlike() {
    StepVerifier.create(
            builder().build().withSchema(DOCUMENT, schema -> Mono.just(schema.nodes().size())))
        .expectNext(3)
        .verifyComplete();
  }

  @Test
  void withSchema_notSubscribed_loadsNothing() {
    loader.withSchema(DOCUMENT, schema -> Mono.empty());

    assertThat(pool.statistics().misses()).isZero();
  }
}
