package dev.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Compression;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.support.Workflows;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

/** Workflows encoded to chunks, on demand. */
final class WorkflowWriterTest {

  private static final WorkflowDefinition SMALL = Written.read(Workflows.chain(2));
  private static final byte[] SMALL_BYTES = Written.bytes(SMALL, WriteOptions.standard());

  @Test
  void encode_demandForOneChunk_makesTwoAtMost() {
    AtomicInteger made = new AtomicInteger();
    WorkflowDefinition large = Written.countedTexts(10_000, made);

    StepVerifier.create(Written.writer().encode(large, WriteOptions.standard()), 0)
        .expectSubscription()
        .then(() -> assertThat(made.get()).isLessThanOrEqualTo(66))
        .thenRequest(1)
        .expectNextCount(1)
        .then(() -> assertThat(made.get()).isBetween(60, 132))
        .thenRequest(3)
        .expectNextCount(3)
        .then(() -> assertThat(made.get()).isBetween(250, 5 * 66))
        .thenCancel()
        .verify();
  }

  @Test
  void encode_longStrings_areCutIntoBoundedChunks() {
    WorkflowDefinition large = Written.texts(List.of("\u4e2d\ud83d\ude00\n".repeat(100_000)));

    List<ByteBuffer> chunks =
        Written.writer().encode(large, WriteOptions.standard()).collectList().block();

    assertThat(chunks).hasSizeGreaterThan(10).allMatch(chunk -> chunk.remaining() <= 65 << 10);
    assertThat(Written.joined(chunks)).hasSizeGreaterThan(900_000);
  }

  @ParameterizedTest
  @EnumSource
  void encode_subscribedTwice_givesTheSame(Compression compression) {
    var bytes =
        Written.writer()
            .encode(SMALL, WriteOptions.standard().withCompression(compression))
            .collectList()
            .map(Written::joined);

    assertThat(bytes.block()).isEqualTo(bytes.block());
  }

  @Test
  void encode_valuesOfAnyDepth_needsNoStack() {
    List<Object> deep = List.of();
    for (int i = 0; i < 100_000; i++) {
      deep = List.of(deep);
    }

    assertThat(Written.text(Written.textsOf(deep), WriteOptions.standard().compact()))
        .startsWith("{\"odd\":[[[[")
        .hasSize("{\"odd\":}".length() + 2 * 100_001);
  }

  @Test
  void encode_halfASurrogatePair_isEscaped() {
    assertThat(Written.text(Written.textsOf("\ud83d!"), WriteOptions.standard().compact()))
        .isEqualTo("{\"odd\":\"\\ud83d!\"}");
  }

  @Test
  void statistics_workflow_hasBytesAndRatios() {
    CompressionStatistics told =
        Written.writer().statistics(SMALL, WriteOptions.standard()).block();

    assertThat(told.plain()).isEqualTo(SMALL_BYTES.length);
    for (Compression compression : Compression.values()) {
      int bytes = Written.bytes(SMALL, WriteOptions.standard().withCompression(compression)).length;
      assertThat(told.bytes(compression)).isEqualTo(bytes);
      assertThat(told.ratio(compression)).isEqualTo((double) SMALL_BYTES.length / bytes);
    }
    assertThat(told.ratio(Compression.ZSTD)).isGreaterThan(1.5);
  }
}
