package dev.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

final class CompressedChunksTest {

  private final AtomicInteger fed = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /** A stage that gives each chunk back, after something else has been done. */
  private Stage<ByteBuffer, ByteBuffer> stage(Runnable first) {
    return new Stage<>() {
      @Override
      public Iterable<ByteBuffer> feed(ByteBuffer chunk) {
        fed.incrementAndGet();
        first.run();
        assertThat(closed.get()).isZero();
        return List.of(chunk);
      }

      @Override
      public Iterable<ByteBuffer> finish() {
        return List.of(ByteBuffer.wrap(new byte[1]));
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  private CompressedChunks chunks(int count, Runnable first) {
    return new CompressedChunks(
        Stream.generate(() -> ByteBuffer.wrap(new byte[4])).limit(count).iterator(), stage(first));
  }

  @Test
  void next_untilTheEnd_givesWhatTheStageGives() {
    try (CompressedChunks chunks = chunks(2, () -> {})) {
      assertThat(chunks).toIterable().extracting(ByteBuffer::remaining).containsExactly(4, 4, 1);
      assertThatThrownBy(chunks::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(closed.get()).isEqualTo(1);
  }

  @Test
  void next_oneChunk_feedsNoMore() {
    try (CompressedChunks chunks = chunks(10, () -> {})) {
      chunks.next();
      assertThat(fed.get()).isEqualTo(1);
    }
  }

  @Test
  void close_whileAnotherThreadIsInAStep_waitsForItAndEnds() throws InterruptedException {
    CountDownLatch inStep = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompressedChunks chunks =
        chunks(
            1_000,
            () -> {
              inStep.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Mono<Boolean> step =
        Mono.fromSupplier(chunks::hasNext).subscribeOn(Schedulers.boundedElastic());
    var ended = step.toFuture();
    inStep.await();

    chunks.close();
    assertThat(closed.get()).isZero();
    goOn.countDown();

    assertThat(ended.join()).isFalse();
    assertThat(closed.get()).isEqualTo(1);
    assertThat(fed.get()).isEqualTo(1);
  }
}
