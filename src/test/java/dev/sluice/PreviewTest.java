package dev.sluice;

import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.chain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.FindingCode;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

final class PreviewTest {

  private static final byte[] DOCUMENT = bytes(chain(2));

  private final WorkflowLoader loader =
      WorkflowLoader.builder().scheduler(Schedulers.immediate()).build();
  private final List<TestPublisher<ByteBuffer>> readings = new ArrayList<>();

  /** A source whose first reading, that of the skeleton, is answered at once. */
  private final ByteSource source = ByteSource.of("doc", Flux.defer(this::read));

  private @TempDir Path directory;

  @AfterEach
  void close() {
    loader.close();
  }

  private Flux<ByteBuffer> read() {
    TestPublisher<ByteBuffer> reading = TestPublisher.createCold();
    readings.add(reading);
    if (readings.size() == 1) {
      answer(reading);
    }
    return reading.flux();
  }

  private static void answer(TestPublisher<ByteBuffer> reading) {
    reading.next(ByteBuffer.wrap(DOCUMENT.clone())).complete();
  }

  private Preview preview() {
    return loader.preview(source).block();
  }

  @Test
  void skeleton_ofAFile_isReadAgainByEachSubscription() throws IOException {
    Path file = Files.write(directory.resolve("a.json"), DOCUMENT);
    Mono<WorkflowSkeleton> skeleton = loader.skeleton(file);
    assertThat(skeleton.block().nodeCount()).isEqualTo(3);
    Files.write(file, bytes(chain(5)));
    assertThat(skeleton.block().nodeCount()).isEqualTo(6);
  }

  @Test
  void skeleton_ofWhatIsNone_failsTypedWithItsPlace() {
    StepVerifier.create(loader.skeleton(ByteSource.of("x", bytes("{\"nodes\":1,\"metadata\":2}"))))
        .verifyErrorSatisfies(
            failure -> {
              assertThat(failure).isInstanceOf(InvalidWorkflowException.class);
              assertThat(((InvalidWorkflowException) failure).report().findings()).hasSize(2);
              assertThat(failure)
                  .hasMessage(
                      "\"nodes\" must be an object or a list, not a number in x at 1:10 (/nodes)"
                          + " [INVALID_TYPE]");
            });
    StepVerifier.create(loader.skeleton(directory.resolve("none")))
        .verifyError(UnreadableSourceException.class);
    StepVerifier.create(loader.skeleton(ByteSource.of("x", bytes("{\"bindings\":{}}"))))
        .verifyErrorSatisfies(
            failure ->
                assertThat(((InvalidWorkflowException) failure).code())
                    .isEqualTo(FindingCode.NOT_A_WORKFLOW));
  }

  @Test
  void skeleton_cancelled_stopsTheReading() {
    TestPublisher<ByteBuffer> reading = TestPublisher.create();
    StepVerifier.create(loader.skeleton(ByteSource.of("x", reading.flux())))
        .then(() -> reading.next(ByteBuffer.wrap(bytes("{\"nodes\":{"))))
        .thenCancel()
        .verify();
    reading.assertCancelled();
  }

  @Test
  void skeleton_ofALongPublisher_asksForNoMoreThanItReads() {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    byte[] blank = " ".repeat(1_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Flux<ByteBuffer> chunks =
        Flux.<ByteBuffer>generate(
                sink -> {
                  if (made.incrementAndGet() > 100) {
                    sink.complete();
                  } else {
                    sink.next(ByteBuffer.wrap(made.get() == 100 ? bytes("{}") : blank.clone()));
                  }
                })
            .doOnRequest(n -> asked.updateAndGet(most -> (int) Math.max(most, n)));
    assertThat(loader.skeleton(ByteSource.of("x", chunks)).block().name()).isEqualTo("Untitled");
    assertThat(asked.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void preview_ofASource_readsInFullOnlyWhenThatIsSubscribedTo() {
    Preview preview = preview();
    Mono<WorkflowSchema> full = preview.full();
    assertThat(preview.skeleton().nodeCount()).isEqualTo(3);
    assertThat(readings).hasSize(1);
    StepVerifier.create(full)
        .then(() -> answer(readings.get(1)))
        .assertNext(schema -> assertThat(schema.nodes()).hasSize(3))
        .verifyComplete();
  }

  @Test
  void full_askedForByMany_readsOnceAndGivesEachNodesOfItsOwn() {
    Preview preview = preview();
    AtomicReference<WorkflowSchema> first = new AtomicReference<>();
    AtomicReference<WorkflowSchema> second = new AtomicReference<>();
    preview.full().subscribe(first::set);
    preview.full().subscribe(second::set);
    answer(readings.get(1));
    WorkflowSchema third = preview.full().block();

    assertThat(readings).hasSize(2);
    assertThat(second.get().definition()).isSameAs(first.get().definition());
    assertThat(third.definition()).isSameAs(first.get().definition());
    for (String id : third.nodes().keySet()) {
      assertThat(third.nodes().get(id)).isNotSameAs(first.get().nodes().get(id));
      assertThat(second.get().nodes().get(id)).isNotSameAs(first.get().nodes().get(id));
    }
  }

  @Test
  void full_oneOfTwoCancelled_continuesForTheOther() {
    Preview preview = preview();
    AtomicReference<WorkflowSchema> other = new AtomicReference<>();
    var cancelled = preview.full().subscribe();
    preview.full().subscribe(other::set);
    cancelled.dispose();
    readings.get(1).assertNotCancelled();
    answer(readings.get(1));
    assertThat(other.get().nodes()).hasSize(3);
  }

  @Test
  void full_allCancelled_stopsTheReadingAndTheNextReadsAgain() {
    Preview preview = preview();
    var one = preview.full().subscribe();
    var two = preview.full().subscribe();
    one.dispose();
    two.dispose();
    readings.get(1).assertCancelled();
    StepVerifier.create(preview.full())
        .then(() -> answer(readings.get(2)))
        .expectNextCount(1)
        .verifyComplete();
  }

  @Test
  void full_failed_isNotRemembered() {
    Preview preview = preview();
    List<Throwable> failures = new ArrayList<>();
    preview.full().subscribe(schema -> {}, failures::add);
    preview.full().subscribe(schema -> {}, failures::add);
    readings.get(1).next(ByteBuffer.wrap(bytes("{\"nodes\":{\"a\":{}}}"))).complete();
    assertThat(failures)
        .hasSize(2)
        .allSatisfy(failure -> assertThat(failure).isInstanceOf(InvalidWorkflowException.class));
    StepVerifier.create(preview.full())
        .then(() -> answer(readings.get(2)))
        .expectNextCount(1)
        .verifyComplete();
  }
}
